package dev.berth.node;

import dev.berth.contract.ZoneOrder;
import dev.berth.contract.ZoneSettings;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The settings of this node's zone, as the control plane has told them with the answer to a check-in. */
@Singleton
public final class OwnZone {
    private final AtomicReference<Optional<ZoneOrder>> known = new AtomicReference<>(Optional.empty());

    OwnZone() {}

    /** What was told last; the defaults before that. */
    public ZoneSettings settings() {
        return known.get().map(ZoneOrder::settings).orElse(ZoneSettings.DEFAULT);
    }

    /** Empty before the first answer. */
    public Optional<Integer> version() {
        return known.get().map(ZoneOrder::version);
    }

    public void learn(ZoneOrder order) {
        known.set(Optional.of(order));
    }
}
