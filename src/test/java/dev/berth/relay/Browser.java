package dev.berth.relay;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A browser, or whoever pretends to be one: a raw socket to the gateway. */
final class Browser implements AutoCloseable {
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    final Socket socket;
    final InputStream in;

    Browser(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        in = socket.getInputStream();
    }

    Browser send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Browser send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Head of the next answer; empty when the connection was closed instead. */
    String head() throws IOException {
        try {
            return FakeApp.head(in);
        } catch (java.net.SocketException reset) {
            return "";
        }
    }

    int status() throws IOException {
        var head = head();
        return head.isEmpty() ? 0 : Integer.parseInt(head.split(" ")[1]);
    }

    /** True when the peer ends the connection, whatever it sends before. */
    boolean ends() throws IOException {
        try {
            in.skip(Long.MAX_VALUE);
            return in.read() < 0;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    static String get(UUID session, String below, String... headers) {
        return "GET /desktop/" + session + below + " HTTP/1.1\r\nHost: desk.example\r\n" + "Cookie: berth-stream="
                + TestAuthorizer.TOKEN + "\r\n" + lines(headers) + "\r\n";
    }

    static String upgrade(UUID session, String below, String... headers) {
        return bareUpgrade(
                session,
                below,
                with(headers, "Cookie: berth-stream=" + TestAuthorizer.TOKEN, "Origin: https://desk.example"));
    }

    static String bareUpgrade(UUID session, String below, String... headers) {
        return "GET /desktop/" + session + below + " HTTP/1.1\r\nHost: desk.example\r\n"
                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + KEY
                + "\r\n" + lines(headers) + "\r\n";
    }

    private static String[] with(String[] headers, String... more) {
        var all = java.util.Arrays.copyOf(more, more.length + headers.length);
        System.arraycopy(headers, 0, all, more.length, headers.length);
        return all;
    }

    private static String lines(String... headers) {
        var text = new StringBuilder();
        for (var header : headers) {
            text.append(header).append("\r\n");
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
