package dev.berth.control.node;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** When a node was last heard of. */
@Entity
public class NodeFreshness {
    @Id
    public UUID nodeId;

    public Instant lastSeenAt;
    /** How long its check-in before this took. */
    public @Nullable Long roundTripMillis;
    /** How far its clock is ahead of the control plane's, less the way of the report. */
    public @Nullable Long clockOffsetMillis;

    /** Streams that it had open. */
    public int streams;

    @SuppressWarnings("NullAway.Init")
    NodeFreshness() {}
}
