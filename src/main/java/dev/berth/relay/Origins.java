package dev.berth.relay;

import dev.berth.node.NodeConfig;
import dev.berth.node.OwnZone;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Which pages are told why they were refused. This opens nothing: who may connect is the authorizer's decision; this
 * is only about showing a page of our own site the reason.
 */
@Singleton
final class Origins {
    private final List<String> configured;

    private final OwnZone zone;

    Origins(NodeConfig config, OwnZone zone) {
        configured = config.allowOrigin().orElse(List.of());
        this.zone = zone;
    }

    /** True for a page on the host that the request was sent to, whatever its port, or one named in the settings. */
    boolean isKnown(Optional<String> origin, String host) {
        return origin.filter(o -> configured.contains(o) || sameHost(o, host) || isOfZone(o))
                .isPresent();
    }

    List<String> configured() {
        return configured;
    }

    private boolean isOfZone(String origin) {
        try {
            var name = URI.create(origin).getHost();
            return name != null && zone.settings().allowsHost(name);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static boolean sameHost(String origin, String host) {
        try {
            var name = URI.create(origin).getHost();
            return name != null && name.equalsIgnoreCase(hostName(host));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** An authority without its port. */
    static String hostName(String authority) {
        var colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }
}
