package dev.berth.node;

import jakarta.inject.Singleton;

/** Where this process is in its life. */
@Singleton
public final class NodeState {
    private volatile boolean started;
    private volatile boolean ordered;
    private volatile boolean stopping;

    NodeState() {}

    public boolean isStarted() {
        return started;
    }

    /** It takes nothing new: by order, or because it is being stopped. */
    public boolean isDraining() {
        return ordered || stopping;
    }

    boolean isOrdered() {
        return ordered;
    }

    boolean isStopping() {
        return stopping;
    }

    void started() {
        started = true;
    }

    void ordered(boolean drain) {
        ordered = drain;
    }

    void stopping() {
        stopping = true;
    }
}
