package dev.berth.relay;

import dev.berth.node.NodeConfig;
import jakarta.inject.Singleton;

/** The ports of this node, told apart by the local port of a connection. */
@Singleton
final class Listeners {
    private final int sessionPort;
    private final boolean separate;
    private final int httpPort;

    Listeners(NodeConfig config) {
        this.sessionPort = config.sessionPort();
        this.separate = config.sessionPort() != config.port();
        this.httpPort = config.httpPort();
    }

    /**
     * True where pages that a container makes may run: on the session port, which is an origin of its own. A balancer
     * in front of the plain port has to keep the two origins apart itself.
     */
    boolean mayServePages(int localPort) {
        return !separate || localPort == sessionPort || (httpPort != 0 && localPort == httpPort);
    }

    boolean separate() {
        return separate;
    }
}
