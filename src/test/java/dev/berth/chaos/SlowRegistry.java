package dev.berth.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** An image registry that thinks about every image until it is told to answer, and then has none. */
final class SlowRegistry implements AutoCloseable {
    private static final int TLS_HANDSHAKE = 0x16;
    private static final String UNKNOWN =
            "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\"}]}";

    private final ServerSocket server;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);

    SlowRegistry() {
        try {
            server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** An image of this registry. */
    String image() {
        return "127.0.0.1:" + server.getLocalPort() + "/berth/slow:1";
    }

    boolean wasAsked() {
        return asked.getCount() == 0;
    }

    void answer() {
        answer.countDown();
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket;
                var in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            in.mark(1);
            if (in.read() == TLS_HANDSHAKE) {
                return; // the engine tries HTTPS first
            }
            in.reset();
            var request = in.readLine();
            if (request == null) {
                return;
            }
            if (request.contains(" /v2/ ")) {
                reply(socket, "200 OK", "{}");
            } else {
                asked.countDown();
                answer.await();
                reply(socket, "404 Not Found", request.startsWith("HEAD") ? "" : UNKNOWN);
            }
        } catch (IOException gone) {
            // the engine has given up
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reply(Socket socket, String status, String body) throws IOException {
        var text = "HTTP/1.1 " + status
                + "\r\nDocker-Distribution-Api-Version: registry/2.0\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\nConnection: close\r\n\r\n" + body;
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
        answer();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
