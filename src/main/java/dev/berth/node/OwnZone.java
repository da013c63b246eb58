package dev.berth.node;

import dev.berth.contract.ZoneOrder;
import dev.berth.contract.ZoneSettings;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The settings of this node's zone, as the control plane has told them with the answer to a check-in. */
@Singleton
public final class OwnZone {
    /** What the path of every stream begins with between nodes, and where a zone has nothing else. */
    public static final String ROOT = "/" + ZoneSettings.DEFAULT.proxyPath() + "/";

    private final AtomicReference<Optional<ZoneOrder>> known = new AtomicReference<>(Optional.empty());

    public OwnZone() {}

    /** What was told last; the defaults before that. */
    public ZoneSettings settings() {
        return known.get().map(ZoneOrder::settings).orElse(ZoneSettings.DEFAULT);
    }

    /** What the path of every stream begins with here, with a slash at both ends. */
    public String root() {
        return "/" + settings().proxyPath() + "/";
    }

    /** True for a stream. */
    boolean isSession(String path) {
        return path.startsWith(ROOT) || path.startsWith(root());
    }

    /** The same path as if the zone had none of its own. */
    String usual(String path) {
        var root = root();
        return path.startsWith(root) ? ROOT + path.substring(root.length()) : path;
    }

    /** Empty before the first answer. */
    public Optional<Integer> version() {
        return known.get().map(ZoneOrder::version);
    }

    public void learn(ZoneOrder order) {
        known.set(Optional.of(order));
    }
}
