package dev.berth.node;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/** Tests the way to the control plane, before this node counts as ready and then all the time. */
public interface Preflight {
    /** For a node that has the control plane in itself. */
    Preflight NONE = new Preflight() {
        @Override
        public void start() {}

        @Override
        public void measure(MeterRegistry metrics) {}

        @Override
        public void stop() {}

        @Override
        public Optional<String> notReady() {
            return Optional.empty();
        }
    };

    /** Called as soon as there are settings, before anything else of this node has started. */
    void start();

    /** Called once, when metrics can be registered. */
    void measure(MeterRegistry metrics);

    void stop();

    /** Why this node must not serve yet; empty for ever once the way was found good. */
    Optional<String> notReady();
}
