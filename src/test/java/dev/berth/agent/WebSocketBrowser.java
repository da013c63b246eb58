package dev.berth.agent;

import dev.berth.relay.FakeApp;
import dev.berth.relay.TestAuthorizer;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A browser's WebSocket, frame by frame, so that a test can break the rules. */
final class WebSocketBrowser implements AutoCloseable {
    record Frame(int opcode, byte[] payload) {
        int closeCode() {
            return (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
        }
    }

    final Socket socket;
    final String head;
    private final DataInputStream in;
    private final ByteArrayOutputStream unread = new ByteArrayOutputStream();

    WebSocketBrowser(int port, UUID session) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        in = new DataInputStream(socket.getInputStream());
        raw(("GET /desktop/" + session + "/ HTTP/1.1\r\nHost: desk.example\r\nConnection: Upgrade\r\n"
                        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: binary, base64\r\n"
                        + "Origin: " + TestAuthorizer.ORIGIN + "\r\nCookie: berth-stream=" + TestAuthorizer.TOKEN
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        head = FakeApp.head(in);
    }

    void raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    void send(byte[] payload) throws IOException {
        raw(frame(0x82, payload));
    }

    static byte[] frame(int first, byte[] payload) {
        var out = new ByteArrayOutputStream();
        out.write(first);
        if (payload.length < 126) {
            out.write(0x80 | payload.length);
        } else if (payload.length < 65536) {
            out.write(0x80 | 126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        } else {
            out.write(0x80 | 127);
            for (var shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >> shift));
            }
        }
        var mask = new byte[] {(byte) 0xA5, 0x11, (byte) 0xFE, 0x37};
        out.writeBytes(mask);
        for (var i = 0; i < payload.length; i++) {
            out.write(payload[i] ^ mask[i % 4]);
        }
        return out.toByteArray();
    }

    Frame next() throws IOException {
        var opcode = in.readUnsignedByte() & 0x0F;
        var length = (long) in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        return new Frame(opcode, in.readNBytes((int) length));
    }

    /** The next bytes of the stream, whatever frames they come in. */
    byte[] read(int length) throws IOException {
        while (unread.size() < length) {
            var frame = next();
            if (frame.opcode() != 2) {
                throw new IOException("frame " + frame.opcode() + " instead of data");
            }
            unread.writeBytes(frame.payload());
        }
        var all = unread.toByteArray();
        unread.reset();
        unread.write(all, length, all.length - length);
        return java.util.Arrays.copyOf(all, length);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
