package dev.berth.control.node;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** When a node was last heard of. */
@Entity
public class NodeFreshness {
    @Id
    public UUID nodeId;

    public Instant lastSeenAt;

    @SuppressWarnings("NullAway.Init")
    NodeFreshness() {}
}
