package dev.berth.chaos;

import dev.berth.topology.BerthClient;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A browser's stream of a VNC desktop: as much RFB as it takes to ask for pictures and get them. */
public final class DesktopStream implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte[] VERSION = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);
    private static final int SERVER_INIT = 24;

    private final LinkedBlockingQueue<ByteBuffer> received = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private ByteBuffer now = ByteBuffer.allocate(0);
    private String screen = "";
    private final LongAdder bytes = new LongAdder();
    private volatile @Nullable String ended;

    private DesktopStream(BerthClient client, URI url) {
        this(client, url, cookies(client, url));
    }

    private DesktopStream(BerthClient client, URI url, String cookies) {
        socket = browser(client, cookies)
                .subprotocols("binary")
                .buildAsync(url, new Receiver())
                .join();
    }

    /** A client of its own: the cookie handler of the JDK writes cookies as no browser does. */
    public static WebSocket.Builder browser(BerthClient client, URI url) {
        return browser(client, cookies(client, url));
    }

    private static WebSocket.Builder browser(BerthClient client, String cookies) {
        return HttpClient.newBuilder()
                .sslContext(client.http().sslContext())
                .build()
                .newWebSocketBuilder()
                .header("Origin", client.base())
                .header("Cookie", cookies);
    }

    /** What a browser would send along to this address. */
    public static String cookies(BerthClient client, URI url) {
        var store = (CookieManager) client.http().cookieHandler().orElseThrow();
        return store.getCookieStore().getCookies().stream()
                .filter(cookie -> url.getPath().startsWith(cookie.getPath()))
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** Gets a grant, connects and goes through the RFB handshake. */
    public static DesktopStream open(BerthClient client, String session) {
        var stream = new DesktopStream(
                client, URI.create(client.connect(session).path("url").asText()));
        stream.handshake();
        return stream;
    }

    /** Comes back with the cookies that it has, without asking for a grant. */
    static DesktopStream again(BerthClient client, URI url, String cookies) {
        var stream = new DesktopStream(client, url, cookies);
        stream.handshake();
        return stream;
    }

    /** Connects while the session starts: speaks with the agent, for there is no desktop yet. */
    static DesktopStream early(BerthClient client, String session) {
        var stream = new DesktopStream(
                client, URI.create(client.connect(session).path("url").asText()));
        stream.greet();
        return stream;
    }

    private void greet() {
        read(VERSION.length);
        send(VERSION);
        read(read(1)[0]); // security types: the agent has authenticated already and offers none
        send(new byte[] {1});
        read(4);
        send(new byte[] {1});
    }

    private void handshake() {
        greet();
        var init = ByteBuffer.wrap(read(SERVER_INIT));
        screen = Short.toUnsignedInt(init.getShort(0)) + "x" + Short.toUnsignedInt(init.getShort(2));
        read(init.getInt(SERVER_INIT - 4));
    }

    /** Asks for a picture of the whole corner, and waits for the beginning of it. */
    public void picture() {
        received.clear();
        now = ByteBuffer.allocate(0);
        send(new byte[] {3, 0, 0, 0, 0, 0, 0, 64, 0, 64});
        read(16);
    }

    /** Sends as much as a key does to a desktop that sends everything back; how long that took. */
    public Duration echo() {
        long begun = System.nanoTime();
        send(new byte[] {4, 1, 0, 0, 0, 0, 0, 65});
        read(8);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** How much has come so far. */
    public long bytes() {
        return bytes.sum();
    }

    /** The size of the desktop when the stream was opened, as 1280x720. */
    String screen() {
        return screen;
    }

    /** How the stream was ended from the other side; null while it goes on. */
    public @Nullable String ended() {
        return ended;
    }

    private void send(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    private byte[] read(int count) {
        var bytes = new byte[count];
        int at = 0;
        while (at < count) {
            if (!now.hasRemaining()) {
                now = next();
            }
            int length = Math.min(count - at, now.remaining());
            now.get(bytes, at, length);
            at += length;
        }
        return bytes;
    }

    private ByteBuffer next() {
        try {
            var next = received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing comes from the desktop; the stream: " + ended);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Receiver implements WebSocket.Listener {
        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
            bytes.add(data.remaining());
            var copy = ByteBuffer.allocate(data.remaining());
            copy.put(data).flip();
            received.add(copy);
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            ended = code + " " + reason;
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            ended = error.toString();
        }
    }
}
