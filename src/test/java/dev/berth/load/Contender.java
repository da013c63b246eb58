package dev.berth.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A relay under measurement.
 *
 * @param pid  of the process that relays, not of its parent
 * @param headers what every request says besides
 * @param rfb  true where the mode is chosen by the first byte after an RFB sign-in, through WebSocket frames
 */
record Contender(String name, int port, long pid, String prefix, String headers, boolean rfb) {
    private static final double TICKS = 100;

    /** User and system time of all threads, in seconds; steps of 10 ms. */
    double cpu() throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    /** Resident memory in KiB. */
    long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    SocketChannel open(String mode) throws IOException {
        var channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.socket().setTcpNoDelay(true);
        Source.write(
                channel,
                "GET " + prefix + "/" + mode + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + headers + "\r\n");
        var head = Source.head(channel);
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new IOException(name + ": " + head);
        }
        if (rfb) {
            signIn(channel, mode);
        }
        return channel;
    }

    private static void signIn(SocketChannel channel, String mode) throws IOException {
        Source.read(channel, 2 + 12);
        channel.write(frame("RFB 003.008\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        Source.read(channel, 2 + 2);
        channel.write(frame(new byte[] {1}));
        Source.read(channel, 2 + 4);
        channel.write(frame(new byte[] {(byte) Character.toUpperCase(mode.charAt(0))}));
    }

    /** A short client frame, masked with zeros. */
    static ByteBuffer frame(byte[] payload) {
        return ByteBuffer.allocate(6 + payload.length)
                .put((byte) 0x82)
                .put((byte) (0x80 | payload.length))
                .putInt(0)
                .put(payload)
                .flip();
    }
}
