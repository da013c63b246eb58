package dev.berth.relay;

import dev.berth.contract.Orders;
import dev.berth.node.NodeIdentity;
import dev.berth.node.Report;
import dev.berth.node.Reporter;
import io.vertx.ext.web.Router;
import jakarta.inject.Singleton;

/** What the modules of all data-plane roles have in common; they share it when they share a process. */
@Singleton
public final class DataPlane {
    private final SessionGateway gateway;
    private final SessionListener listener;
    private final Connections connections;
    private final Reporter reporter;
    private final NodeIdentity node;

    DataPlane(
            SessionGateway gateway, SessionListener listener, Connections connections, Grace grace, NodeIdentity node) {
        this.gateway = gateway;
        this.listener = listener;
        this.connections = connections;
        this.node = node;
        this.reporter = new Reporter() {
            @Override
            public void report(Report report) {
                connections.report(report);
                grace.report(report);
            }

            @Override
            public void obey(Orders orders) {
                connections.obey(orders);
                grace.obey(orders);
            }
        };
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

    public void awaitOpen() {
        listener.awaitOpen();
    }

    public Reporter reporter() {
        return reporter;
    }

    /** Streams of sessions on other nodes go through others; those of our own have no other way. */
    public void drain(boolean on) {
        connections.refuseForwarding(on);
    }

    /** Ends the streams that can go on through another node. */
    public void release() {
        connections.release(route -> !node.is(route.owner()));
    }

    /** Takes no more streams. */
    public void leave() {
        connections.drain();
    }

    public boolean isBusy() {
        return connections.count() > 0;
    }

    /** Ends the streams that are left. */
    public synchronized void stop() {
        connections.close();
        listener.stop();
    }
}
