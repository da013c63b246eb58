package dev.berth.control.node;

import java.time.Instant;
import java.util.Locale;

/** What a node is at the moment, the worst first. */
public enum NodeStatus {
    REVOKED,
    PENDING,
    DEAD,
    MISSING,
    DISABLED,
    DRAINING,
    READY;

    public static NodeStatus of(Nodes.Seen seen, Instant now, NodeSettings.Values settings) {
        var node = seen.node();
        if (node.revokedAt != null) {
            return REVOKED;
        }
        if (seen.lastSeenAt().isBefore(now.minus(settings.deadAfter())) && node.joinedAt != null) {
            return DEAD;
        }
        if (node.joinedAt == null) {
            return PENDING;
        }
        if (seen.missing()) {
            return MISSING;
        }
        if (!node.enabled) {
            return DISABLED;
        }
        return node.isDraining() ? DRAINING : READY;
    }

    /** True for a node that nobody misses when its row is removed. */
    public boolean isGone() {
        return this == REVOKED || this == PENDING || this == DEAD || this == MISSING;
    }

    /** The spelling in JSON. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
