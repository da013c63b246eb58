package dev.berth.load;

import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.ProbeWorkspace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds many streams open through one node until standard input ends, so that a bench can look at the node's memory.
 * Each has gone through the RFB handshake, as a viewer's does, and is silent from then on.
 */
public final class Streams {
    private static final int PER_SESSION = 100;
    private static final int AT_ONCE = 10;
    private static final int PATIENCE_SECONDS = 60;
    private static final byte[] VERSION = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);

    /** What a viewer sends, one after the other, each when it has heard something. */
    private static final List<byte[]> GREETING = List.of(VERSION, new byte[] {1}, new byte[] {1});

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final BerthClient client;
    private final int port;
    private final HttpClient http;

    private Streams(BerthClient client, int port) {
        this.client = client;
        this.port = port;
        this.http =
                HttpClient.newBuilder().sslContext(client.http().sslContext()).build();
    }

    /** @param args the port of the control plane, the administrator's password, the port of the node, how many streams */
    public static void main(String[] args) throws IOException {
        var client = new BerthClient("https://localhost:" + args[0]);
        client.signIn("admin", args[1]);
        var streams = new Streams(client, Integer.parseInt(args[2]));
        var sessions = new ArrayList<String>();
        var open = new ArrayList<WebSocket>();
        try {
            var workspace = ProbeWorkspace.crowded(client, "streams-" + System.nanoTime());
            for (int left = Integer.parseInt(args[3]); left > 0; left -= PER_SESSION) {
                var session = launch(client, workspace);
                sessions.add(session);
                client.session(session, "running");
                streams.open(session, Math.min(left, PER_SESSION), open);
            }
            System.out.println("open " + open.size());
            while (System.in.read() >= 0) {
                // until it ends
            }
        } finally {
            open.forEach(WebSocket::abort);
            for (var session : sessions) {
                client.delete("/api/sessions/" + session);
                client.session(session, "ended");
            }
        }
    }

    /** A node that has only just joined, or come back, is given nothing until it was reached. */
    private static String launch(BerthClient client, String workspace) {
        return Await.value("a node takes a session", PATIENCE, () -> {
            var answer = client.post("/api/sessions", Map.of("workspaceId", workspace));
            return answer.status() == 503
                    ? null
                    : answer.expect(201).body().path("id").asText();
        });
    }

    private void open(String session, int count, List<WebSocket> open) {
        var connect = client.post("/api/sessions/" + session + "/connect", Map.of())
                .expect(200)
                .body();
        var redeemed = client.send(HttpRequest.newBuilder(
                        here(connect.path("grantUrl").asText()))
                .header("Origin", client.base())
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(connect.path("grant").asText())));
        redeemed.expect(204);
        var cookie = redeemed.raw().headers().firstValue("Set-Cookie").orElseThrow();
        var url = here(connect.path("url").asText());
        for (int done = 0; done < count; done += AT_ONCE) {
            var viewers = new ArrayList<Viewer>();
            for (int i = done; i < Math.min(count, done + AT_ONCE); i++) {
                var viewer = new Viewer();
                viewers.add(viewer);
                open.add(http.newWebSocketBuilder()
                        .header("Origin", client.base())
                        .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
                        .subprotocols("binary")
                        .buildAsync(url, viewer)
                        .join());
            }
            viewers.forEach(Viewer::await);
        }
    }

    /** The same path at the node that is looked at. */
    private URI here(String address) {
        var uri = URI.create(address);
        return URI.create(uri.getScheme() + "://localhost:" + port + uri.getPath());
    }

    /** Answers whatever comes with the next part of the greeting; the desktop's description comes last. */
    private static final class Viewer implements WebSocket.Listener {
        private final CountDownLatch greeted = new CountDownLatch(1);
        private int said;

        void await() {
            try {
                if (!greeted.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("a stream got no further than its step " + said);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            socket.request(1);
            if (said == GREETING.size()) {
                greeted.countDown();
                return null;
            }
            return socket.sendBinary(ByteBuffer.wrap(GREETING.get(said++)), true);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            System.err.println(error);
        }
    }
}
