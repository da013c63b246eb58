package dev.berth.load;

import dev.berth.chaos.DesktopStream;
import dev.berth.topology.BerthClient;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** A WebSocket as a plain pipe of text, on the thread of whoever reads or writes: what it takes itself is next to nothing. */
final class WebSocketPipe extends InputStream {
    private static final int TEXT = 0x81;
    private static final int PING = 0x9;
    private static final int PONG = 0x8A;
    private static final int CLOSE = 0x8;
    private static final int SHORT = 126;

    private final SSLSocket socket;
    private final DataInputStream in;
    private long left;

    WebSocketPipe(BerthClient client, URI url, String protocol) throws IOException {
        socket = (SSLSocket) client.http().sslContext().getSocketFactory().createSocket(url.getHost(), url.getPort());
        socket.setTcpNoDelay(true);
        socket.startHandshake();
        in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 65_536));
        var request = "GET " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1\r\nHost: " + url.getAuthority()
                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: " + protocol + "\r\nOrigin: "
                + client.base() + "\r\nCookie: " + DesktopStream.cookies(client, url) + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var status = line();
        if (!status.contains(" 101 ")) {
            throw new IOException("The stream was refused: " + status);
        }
        while (!line().isEmpty()) {
            // headers
        }
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (left == 0) {
            if (!frame()) {
                return -1;
            }
        }
        int count = in.read(bytes, offset, (int) Math.min(left, length));
        left -= Math.max(0, count);
        return count;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(left, in.available());
    }

    /** @return false at the end */
    private boolean frame() throws IOException {
        int first = in.read();
        if (first < 0 || (first & 0xF) == CLOSE) {
            return false;
        }
        int length = in.readUnsignedByte();
        left = length == SHORT ? in.readUnsignedShort() : length > SHORT ? in.readLong() : length;
        if ((first & 0xF) == PING) {
            var payload = in.readNBytes((int) left);
            left = 0;
            frame(PONG, payload);
        }
        return true;
    }

    void write(String text) throws IOException {
        frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Masked, as a client's has to be: with zeros, which change nothing. */
    private synchronized void frame(int kind, byte[] payload) throws IOException {
        var frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) kind);
        if (payload.length < SHORT) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | SHORT)).putShort((short) payload.length);
        }
        frame.putInt(0).put(payload).flip();
        socket.getOutputStream().write(frame.array(), 0, frame.limit());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
