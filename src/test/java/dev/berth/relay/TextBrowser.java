package dev.berth.relay;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A browser's WebSocket of text messages, frame by frame, so that a test can break the rules. */
public final class TextBrowser implements AutoCloseable {
    public static final int TEXT = 0x81;

    /** What came. */
    public record Frame(int opcode, byte[] payload) {
        public int closeCode() {
            return opcode == Frames.CLOSE ? (payload[0] & 0xFF) << 8 | payload[1] & 0xFF : -1;
        }

        /** The text of a message, or the reason of a close frame. */
        public String text() {
            int from = opcode == Frames.CLOSE ? 2 : 0;
            return new String(payload, from, payload.length - from, StandardCharsets.UTF_8);
        }
    }

    public final Socket socket;
    public final String head;
    private final DataInputStream in;

    public TextBrowser(int port, UUID session, String below, String subprotocols) throws IOException {
        socket = new Socket();
        socket.setReceiveBufferSize(32 * 1024);
        socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(60_000);
        in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
        raw(Browser.upgrade(session, below, "Sec-WebSocket-Protocol: " + subprotocols)
                .getBytes(StandardCharsets.US_ASCII));
        head = FakeApp.head(in);
    }

    public void raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    public void send(byte[] payload) throws IOException {
        raw(frame(TEXT, payload));
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] frame(int first, byte[] payload) {
        var out = new ByteArrayOutputStream(payload.length + 14);
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

    public Frame next() throws IOException {
        var opcode = in.readUnsignedByte() & 0x0F;
        var length = (long) in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        return new Frame(opcode, in.readNBytes((int) length));
    }

    /** The close frame, whatever comes before it. */
    public Frame closed() throws IOException {
        while (true) {
            var frame = next();
            if (frame.opcode() == Frames.CLOSE) {
                return frame;
            }
        }
    }

    /** True when the connection ends, whatever comes before. */
    public boolean ends() throws IOException {
        try {
            in.skip(Long.MAX_VALUE);
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
