package dev.berth.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Stands between an agent and the real engine, and can fall silent: connections stay open, and nothing moves. */
final class EngineProxy implements AutoCloseable {
    private static final Path ENGINE = Path.of("/var/run/docker.sock");
    private static final int BUFFER = 64 * 1024;

    private final Path directory;
    private final ServerSocketChannel server;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    EngineProxy() {
        try {
            directory = Files.createTempDirectory("engine"); // short: the path of a socket has 107 characters at most
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    private Path socket() {
        return directory.resolve("s");
    }

    /** For {@code --agent-docker-host}. */
    String host() {
        return "unix://" + socket();
    }

    void hang() {
        gate = new CountDownLatch(1);
    }

    void goOn() {
        gate.countDown();
    }

    private void accept() {
        try {
            while (true) {
                var client = server.accept();
                var engine = SocketChannel.open(UnixDomainSocketAddress.of(ENGINE));
                Thread.ofVirtual().start(() -> pump(client, engine));
                Thread.ofVirtual().start(() -> pump(engine, client));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void pump(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocate(BUFFER);
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                gate.await();
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            gate.await();
        } catch (IOException closed) {
            // whoever ends first ends both
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        goOn();
        try {
            server.close();
            Files.deleteIfExists(socket());
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
