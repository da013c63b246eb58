package dev.berth.connectionproxy.guacd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Does a guacd answer? It must close a connection on which nothing is asked; one that hangs accepts it and does nothing. */
final class Knock {
    private Knock() {}

    /** @throws IOException saying how it does not answer */
    static void at(InetSocketAddress address, Duration longest) throws IOException {
        int millis = Math.toIntExact(longest.toMillis());
        try (var socket = new Socket()) {
            socket.connect(address, millis);
            socket.setSoTimeout(millis);
            socket.shutdownOutput();
            while (socket.getInputStream().read() >= 0) {
                // what it says is not asked for
            }
        }
    }
}
