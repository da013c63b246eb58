package dev.berth.relay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A container's application: reads a request head, keeps it, and lets the test speak on the raw socket. */
public final class FakeApp implements AutoCloseable {
    /** A connection on which a request head has come. */
    public record Call(String head, Socket socket, InputStream in) {
        String line() {
            return head.lines().findFirst().orElse("");
        }

        List<String> header(String name) {
            return head.lines()
                    .skip(1)
                    .filter(line -> line.toLowerCase().startsWith(name.toLowerCase() + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }

        void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** Answers the handshake. */
        public Call accept() throws IOException {
            send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: "
                    + Upgrade.accept(header("Sec-WebSocket-Key").getFirst()) + "\r\n\r\n");
            return this;
        }
    }

    private final ServerSocket server;
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    public FakeApp() throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    public FakeApp(ServerSocket server) {
        this.server = server;
        Thread.startVirtualThread(this::acceptAll);
    }

    private void acceptAll() {
        try {
            while (true) {
                var socket = server.accept();
                sockets.add(socket);
                Thread.startVirtualThread(() -> read(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void read(Socket socket) {
        try {
            var in = new BufferedInputStream(socket.getInputStream(), 1);
            var head = head(in);
            if (!head.isEmpty()) {
                calls.add(new Call(head, socket, in));
            }
        } catch (IOException closed) {
            // the test sees that no call came
        }
    }

    /** Up to and without the empty line; empty at the end of the stream. */
    public static String head(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int next;
        while ((next = in.read()) >= 0) {
            bytes.write(next);
            if (next == '\n' && bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                return bytes.toString(StandardCharsets.ISO_8859_1).strip();
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1).strip();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The next request. */
    public Call next() throws InterruptedException {
        var call = calls.poll(20, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("no request reached the application");
        }
        return call;
    }

    public boolean wasCalled() {
        return !sockets.isEmpty();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
