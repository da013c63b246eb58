package dev.berth.connectionproxy.guacd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts servers that answer a knock as guacd does, and die when they are told to. */
final class FakeGuacd implements Source {
    private final String name;
    final AtomicInteger starts = new AtomicInteger();
    volatile Optional<String> refusal = Optional.empty();
    private volatile ServerSocket server;

    FakeGuacd(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Running start() {
        starts.incrementAndGet();
        refusal.ifPresent(why -> {
            throw new dev.berth.contract.Problem(dev.berth.contract.ProblemCode.UNAVAILABLE, why);
        });
        try {
            var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            server = listening;
            Thread.ofVirtual().start(() -> serve(listening));
            return new Running(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort()),
                    () -> listening.isClosed() ? Optional.of(name + " died.") : Optional.empty(),
                    () -> close(listening));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(ServerSocket listening) {
        while (!listening.isClosed()) {
            try (var socket = listening.accept()) {
                socket.getInputStream().read();
            } catch (IOException closed) {
                // the next accept tells
            }
        }
    }

    private static void close(ServerSocket listening) {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void die() {
        close(server);
    }

    boolean isListening() {
        return server != null && !server.isClosed();
    }
}
