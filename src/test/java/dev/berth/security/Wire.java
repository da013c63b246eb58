package dev.berth.security;

import dev.berth.topology.BerthClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** A connection on which a test decides about every byte. */
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    /** The example of RFC 6455. */
    static final String HANDSHAKE = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    private final Socket socket;
    private final InputStream in;

    /** What came back; status 0 when the connection was closed without an answer. */
    record Answer(int status, String head, String body) {
        boolean has(String header) {
            return head.toLowerCase(Locale.ROOT).contains(header.toLowerCase(Locale.ROOT));
        }
    }

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        this.in = socket.getInputStream();
    }

    static Wire to(int port) {
        try {
            var plain = bare(port);
            var tls =
                    (SSLSocket) BerthClient.trusting().getSocketFactory().createSocket(plain, "localhost", port, true);
            tls.startHandshake();
            return new Wire(tls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Before TLS. */
    static Socket bare(int port) throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        return socket;
    }

    /** One request on a connection of its own. */
    static Answer ask(int port, String request) {
        try (var wire = to(port)) {
            return wire.send(request).answer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Wire send(String text) throws IOException {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (SocketException closed) {
            // the answer may have come already
        }
        return this;
    }

    Answer answer() throws IOException {
        var head = head();
        if (head.isEmpty()) {
            return new Answer(0, "", "");
        }
        var length = head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
        var body = length.isPresent() ? new String(in.readNBytes(Integer.parseInt(length.get()))) : "";
        return new Answer(Integer.parseInt(head.split(" ")[1]), head, body);
    }

    private String head() throws IOException {
        var head = new ByteArrayOutputStream();
        try {
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return "";
                }
                head.write(next);
            }
        } catch (SocketException | SSLException reset) {
            return "";
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** The next byte, -1 at the end; a reset is an end. */
    int read() throws IOException {
        try {
            return in.read();
        } catch (SocketException | SSLException reset) {
            return -1;
        }
    }

    /** True when the peer ends the connection without another byte. */
    boolean ends() throws IOException {
        return read() < 0;
    }

    /** The payload of the next WebSocket message, in one frame. */
    byte[] frame() throws IOException {
        in.read();
        return in.readNBytes(length());
    }

    private int length() throws IOException {
        int length = in.read();
        return length < 126 ? length : length == 126 ? in.read() << 8 | in.read() : in.readNBytes(8)[7];
    }

    /** The code of the close frame with which a WebSocket ends; 1006 when it ends without one. */
    int closeCode() throws IOException {
        for (int first = read(); first >= 0; first = read()) {
            var payload = in.readNBytes(length());
            if ((first & 0x0F) == 8) {
                return payload.length < 2 ? 1005 : (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
            }
        }
        return 1006;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
