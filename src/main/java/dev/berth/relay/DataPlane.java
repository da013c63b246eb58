package dev.berth.relay;

import dev.berth.node.NodeConfig;
import dev.berth.node.Reporter;
import io.vertx.ext.web.Router;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the modules of all data-plane roles have in common; they share it when they share a process. */
@Singleton
public final class DataPlane {
    private static final long LOOK_MILLIS = 50;

    private final SessionGateway gateway;
    private final SessionListener listener;
    private final Connections connections;
    private final NodeConfig config;
    private @Nullable Instant drainedSince;

    DataPlane(SessionGateway gateway, SessionListener listener, Connections connections, NodeConfig config) {
        this.gateway = gateway;
        this.listener = listener;
        this.connections = connections;
        this.config = config;
    }

    public void routes(Router router) {
        gateway.mount(router);
    }

    public void register(Delivery delivery) {
        gateway.register(delivery);
    }

    public void start() {
        listener.start();
    }

    public Reporter reporter() {
        return connections;
    }

    public synchronized void drain() {
        if (drainedSince == null) {
            drainedSince = Instant.now();
            connections.drain();
        }
    }

    /** Waits for open streams, at most for the drain timeout, then ends them. */
    public synchronized void stop() {
        drain();
        var since = drainedSince;
        while (connections.count() > 0 && since != null && Instant.now().isBefore(since.plus(config.drainTimeout()))) {
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        connections.close();
        listener.stop();
    }
}
