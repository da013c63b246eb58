package dev.berth.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * What stands behind every relay of the benchmark. Over WebSocket the path chooses: {@code /flood} sends frames of
 * 64 KiB for ever, {@code /echo} sends back, {@code /idle} is silent. Over RFB the first byte after the sign-in does.
 */
public final class Source {
    private static final int BLOCK = 64 * 1024;

    private Source() {}

    /** @param args the WebSocket port and the RFB port */
    public static void main(String[] args) throws Exception {
        var web = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 4096);
        var rfb = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[1])), 4096);
        Thread.ofPlatform().start(() -> accept(rfb, Source::rfb));
        accept(web, Source::web);
    }

    private interface Service {
        void serve(SocketChannel channel) throws Exception;
    }

    private static void accept(ServerSocketChannel server, Service service) {
        try {
            while (true) {
                var channel = server.accept();
                channel.socket().setTcpNoDelay(true);
                // a platform thread: a blocking write of many megabytes is what it does
                Thread.ofPlatform().daemon().start(() -> {
                    try (channel) {
                        service.serve(channel);
                    } catch (Exception ended) {
                        // the client has what it wanted
                    }
                });
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void web(SocketChannel channel) throws Exception {
        var head = head(channel);
        var key = head.lines()
                .filter(line -> line.toLowerCase().startsWith("sec-websocket-key:"))
                .findFirst()
                .orElseThrow()
                .substring(18)
                .strip();
        var digest = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        write(
                channel,
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n");
        var path = head.split(" ")[1];
        if (path.endsWith("/flood")) {
            flood(channel, true);
        } else {
            echo(channel);
        }
    }

    private static void rfb(SocketChannel channel) throws Exception {
        write(channel, "RFB 003.008\n");
        read(channel, 12);
        write(channel, "\1\1");
        read(channel, 1);
        write(channel, "\0\0\0\0");
        if (read(channel, 1).get(0) == 'F') {
            flood(channel, false);
        } else {
            echo(channel);
        }
    }

    private static void flood(SocketChannel channel, boolean framed) throws IOException {
        var block = ByteBuffer.allocateDirect(BLOCK + 10);
        if (framed) {
            block.put((byte) 0x82).put((byte) 127).putLong(BLOCK);
        }
        while (block.hasRemaining()) {
            block.put((byte) block.position());
        }
        while (true) {
            block.rewind();
            while (block.hasRemaining()) {
                channel.write(block);
            }
        }
    }

    private static void echo(SocketChannel channel) throws IOException {
        var buffer = ByteBuffer.allocateDirect(4096);
        while (channel.read(buffer.clear()) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    static String head(SocketChannel channel) throws IOException {
        var text = new StringBuilder();
        while (!text.toString().endsWith("\r\n\r\n")) {
            text.append((char) read(channel, 1).get(0));
        }
        return text.toString();
    }

    static ByteBuffer read(SocketChannel channel, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("end of stream");
            }
        }
        return buffer.flip();
    }

    static void write(SocketChannel channel, String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
