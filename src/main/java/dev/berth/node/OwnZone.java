package dev.berth.node;

import dev.berth.contract.ZoneOrder;
import dev.berth.contract.ZoneSettings;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The settings of this node's zone, as the control plane has told them with the answer to a check-in. */
@Singleton
public final class OwnZone {
    private static final String DESKTOP = "/desktop/";

    private final AtomicReference<Optional<ZoneOrder>> known = new AtomicReference<>(Optional.empty());

    public OwnZone() {}

    /** What was told last; the defaults before that. */
    public ZoneSettings settings() {
        return known.get().map(ZoneOrder::settings).orElse(ZoneSettings.DEFAULT);
    }

    /** What the path of every stream begins with here, with a slash at both ends. */
    public String root() {
        var order = known.get();
        return order.isEmpty() ? DESKTOP : "/" + order.get().settings().proxyPath() + "/";
    }

    /** True for a stream. */
    boolean isSession(String path) {
        return path.startsWith(DESKTOP) || path.startsWith(root());
    }

    /** The same path as if the zone had none of its own. */
    String usual(String path) {
        var root = root();
        return path.startsWith(root) ? DESKTOP + path.substring(root.length()) : path;
    }

    /** Empty before the first answer. */
    public Optional<Integer> version() {
        return known.get().map(ZoneOrder::version);
    }

    public void learn(ZoneOrder order) {
        known.set(Optional.of(order));
    }
}
