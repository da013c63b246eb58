package dev.berth.node;

import jakarta.inject.Singleton;

/** Where this process is in its life. */
@Singleton
public final class NodeState {
    private volatile boolean started;
    private volatile boolean draining;

    NodeState() {}

    public boolean isStarted() {
        return started;
    }

    public boolean isDraining() {
        return draining;
    }

    void started() {
        started = true;
    }

    void draining() {
        draining = true;
    }
}
