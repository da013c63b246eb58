package dev.berth.load;

import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The screen of an existing machine, through Berth or from guacd itself: types a key and waits for its picture. */
final class RemoteScreen implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> DRAWS = Set.of("img", "png", "jpeg", "copy", "rect", "cfill");

    private final StringBuilder unread = new StringBuilder();
    private Writing out = text -> {};
    private Closeable close = () -> {};
    private @Nullable List<String> arguments;
    private volatile long drawn;
    private volatile boolean synced;

    private RemoteScreen() {}

    /** As a browser does: with a grant, through the web app, the zone proxy and the connection proxy. */
    static RemoteScreen throughBerth(BerthClient client, String session) {
        var screen = new RemoteScreen();
        var url = URI.create(client.connect(session).path("url").asText() + "?width=800&height=600&image=image/png");
        try {
            var pipe = new WebSocketPipe(client, url, "guacamole");
            screen.begin(pipe, pipe::write, pipe);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        screen.awaitPicture();
        return screen;
    }

    /** The same without anything of ours. */
    static RemoteScreen ofGuacd(String address, String protocol, Map<String, String> parameters) {
        var screen = new RemoteScreen();
        try {
            var socket = new Socket(
                    address.substring(0, address.indexOf(':')),
                    Integer.parseInt(address.substring(address.indexOf(':') + 1)));
            socket.setTcpNoDelay(true);
            var stream = socket.getOutputStream();
            screen.begin(socket.getInputStream(), text -> stream.write(text.getBytes(StandardCharsets.UTF_8)), socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        screen.handshake(protocol, parameters);
        screen.awaitPicture();
        return screen;
    }

    private void handshake(String protocol, Map<String, String> parameters) {
        send("select", protocol);
        Await.until("guacd names what it wants", PATIENCE, () -> arguments() != null);
        send("size", "800", "600", "96");
        send("audio");
        send("video");
        send("image", "image/png");
        var connect = new ArrayList<>(List.of("connect"));
        arguments()
                .forEach(name -> connect.add(name.startsWith("VERSION_") ? name : parameters.getOrDefault(name, "")));
        send(connect.toArray(String[]::new));
    }

    private synchronized @Nullable List<String> arguments() {
        return arguments;
    }

    private void awaitPicture() {
        Await.until("the machine shows something", PATIENCE, () -> synced && drawn != 0);
        send("mouse", "300", "200", "0");
    }

    private void begin(InputStream in, Writing writing, Closeable closing) {
        out = writing;
        close = closing;
        Thread.ofPlatform().daemon().start(() -> read(in));
    }

    private void read(InputStream in) {
        try (var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            var buffer = new char[65_536];
            for (int length = reader.read(buffer); length >= 0; length = reader.read(buffer)) {
                take(new String(buffer, 0, length));
            }
        } catch (IOException over) {
            // closed
        }
    }

    private synchronized void take(CharSequence text) {
        unread.append(text);
        int begin = 0;
        var elements = new ArrayList<String>();
        for (int at = 0; ; ) {
            int dot = unread.indexOf(".", at);
            int end = dot < 0 ? -1 : end(dot, Integer.parseInt(unread.substring(at, dot)));
            if (end < 0 || end >= unread.length()) {
                break;
            }
            elements.add(unread.substring(dot + 1, end));
            at = end + 1;
            if (unread.charAt(end) == ';') {
                instruction(elements);
                elements.clear();
                begin = at;
            }
        }
        unread.delete(0, begin);
    }

    /** Lengths count characters, some of which are two of Java's. */
    private int end(int dot, int length) {
        return unread.length() - dot - 1 < length ? -1 : unread.offsetByCodePoints(dot + 1, length);
    }

    private void instruction(List<String> elements) {
        var opcode = elements.getFirst();
        if (DRAWS.contains(opcode)) {
            drawn = System.nanoTime();
            notifyAll();
        } else if (opcode.equals("sync")) {
            send("sync", elements.get(1));
            synced = true;
        } else if (opcode.equals("args")) {
            arguments = List.copyOf(elements.subList(1, elements.size()));
        } else if (opcode.equals("error")) {
            throw new IllegalStateException("guacd: " + elements);
        }
    }

    private void send(String... elements) {
        var text = new StringBuilder();
        for (var element : elements) {
            text.append(text.isEmpty() ? "" : ",")
                    .append(element.codePointCount(0, element.length()))
                    .append('.')
                    .append(element);
        }
        try {
            synchronized (out) {
                out.write(text.append(';').toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Milliseconds from a key to the first picture after it. */
    double key(int keysym) {
        var key = String.valueOf(keysym);
        long sent = System.nanoTime();
        send("key", key, "1");
        awaitDrawn(sent);
        double millis = (drawn - sent) / 1e6;
        send("key", key, "0");
        return millis;
    }

    /** Without taking the processor from whoever draws. */
    private synchronized void awaitDrawn(long sent) {
        try {
            while (drawn - sent < 0) {
                if (System.nanoTime() - sent > PATIENCE.toNanos()) {
                    throw new AssertionError("a key has no effect");
                }
                wait(PATIENCE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            close.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Writing {
        void write(String text) throws IOException;
    }
}
