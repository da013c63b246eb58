package dev.berth.load;

import dev.berth.topology.BerthClient;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program that uses the API as the session page does, without a browser: what it needs from the launch to the first
 * frame is the product's part of the time.
 */
final class StreamClient {
    private static final byte[] VERSION = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);
    private static final int SERVER_INIT = 24;
    private static final int PATIENCE_SECONDS = 30;

    private final BerthClient client;
    private final HttpClient http;

    StreamClient(BerthClient client) {
        this.client = client;
        // a client of its own: the cookie handler of the JDK writes cookies as no browser does
        this.http =
                HttpClient.newBuilder().sslContext(client.http().sslContext()).build();
    }

    /** Milliseconds from the request to launch to the beginning of the first frame. */
    double firstFrame(String workspace) {
        long start = System.nanoTime();
        var id = client.launch(workspace);
        try {
            var url = URI.create(client.connect(id).path("url").asText());
            while (!sawFrame(url)) {
                client.session(id, "running");
            }
            return (System.nanoTime() - start) / 1e6;
        } finally {
            client.delete("/api/sessions/" + id);
            client.session(id, "ended");
        }
    }

    /** False when the stream was refused: the session does not run yet. */
    private boolean sawFrame(URI url) {
        var stream = new Stream();
        WebSocket socket;
        try {
            socket = http.newWebSocketBuilder()
                    .header("Origin", client.base())
                    .header("Cookie", cookie(url))
                    .subprotocols("binary")
                    .buildAsync(url, stream)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException) {
                return false;
            }
            throw e;
        }
        try {
            return stream.firstFrame(socket);
        } finally {
            socket.abort();
        }
    }

    private String cookie(URI url) {
        var jar = (CookieManager) client.http().cookieHandler().orElseThrow();
        return jar.getCookieStore().getCookies().stream()
                .filter(cookie -> url.getPath().startsWith(cookie.getPath()))
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .reduce((one, other) -> one + "; " + other)
                .orElse("");
    }

    /** The RFB of one connection. */
    private static final class Stream implements WebSocket.Listener {
        private static final ByteBuffer END = ByteBuffer.allocate(0);
        private final LinkedBlockingQueue<ByteBuffer> received = new LinkedBlockingQueue<>();
        private byte[] unread = {};

        boolean firstFrame(WebSocket socket) {
            if (read(VERSION.length) == null) {
                return false;
            }
            socket.sendBinary(ByteBuffer.wrap(VERSION), true).join();
            read(2);
            socket.sendBinary(ByteBuffer.wrap(new byte[] {1}), true).join();
            read(4);
            socket.sendBinary(ByteBuffer.wrap(new byte[] {1}), true).join();
            var init = read(SERVER_INIT);
            if (init == null) {
                return false;
            }
            read(ByteBuffer.wrap(init).getInt(SERVER_INIT - 4));
            var all = new byte[] {3, 0, 0, 0, 0, 0, init[0], init[1], init[2], init[3]};
            socket.sendBinary(ByteBuffer.wrap(all), true).join();
            return read(1) != null;
        }

        private byte @Nullable [] read(int count) {
            while (unread.length < count) {
                var next = next();
                if (next == END) {
                    return null;
                }
                int had = unread.length;
                unread = Arrays.copyOf(unread, had + next.remaining());
                next.get(unread, had, next.remaining());
            }
            var bytes = Arrays.copyOf(unread, count);
            unread = Arrays.copyOfRange(unread, count, unread.length);
            return bytes;
        }

        private ByteBuffer next() {
            try {
                var next = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (next == null) {
                    throw new IllegalStateException("nothing comes from the desktop");
                }
                return next;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
            var copy = ByteBuffer.allocate(data.remaining());
            copy.put(data).flip();
            received.add(copy);
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            received.add(END);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            received.add(END);
        }
    }
}
