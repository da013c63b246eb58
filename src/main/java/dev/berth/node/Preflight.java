package dev.berth.node;

import java.util.Optional;

/** Tests the way to the control plane, before this node counts as ready and then all the time. */
public interface Preflight {
    /** For a node that has the control plane in itself. */
    Preflight NONE = new Preflight() {
        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public Optional<String> notReady() {
            return Optional.empty();
        }
    };

    void start();

    void stop();

    /** Why this node must not serve yet; empty for ever once the way was found good. */
    Optional<String> notReady();
}
