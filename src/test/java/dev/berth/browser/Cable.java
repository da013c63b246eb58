package dev.berth.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network between browser and program that can be pulled out and put back. It carries bytes and knows no TLS. */
final class Cable implements AutoCloseable {
    private final int target;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean plugged = true;

    Cable(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("cable").start(this::accept);
    }

    /** The program's address at this end of the cable. */
    String base() {
        return "https://localhost:" + server.getLocalPort();
    }

    /** All connections break, and no new one comes about. */
    void pull() {
        plugged = false;
        sockets.forEach(Cable::close);
    }

    void plug() {
        plugged = true;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                carry(server.accept());
            } catch (IOException refusedOrClosed) {
                // the browser sees a broken connection, which is what a cable is for
            }
        }
    }

    private void carry(Socket browser) throws IOException {
        sockets.add(browser);
        if (!plugged) {
            close(browser);
            return;
        }
        var program = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(program);
        Thread.ofVirtual().start(() -> copy(browser, program));
        Thread.ofVirtual().start(() -> copy(program, browser));
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            // both ends close
        } finally {
            sockets.remove(from);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // that is what was wanted
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pull();
    }
}
