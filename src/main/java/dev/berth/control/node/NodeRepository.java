package dev.berth.control.node;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Questions about nodes, and the two statements that keep their ledger. */
@Singleton
public class NodeRepository implements PanacheRepositoryBase<Node, UUID> {
    List<Node> byName() {
        return list("order by name");
    }

    /** Nodes with a role that reported since {@code instant}. */
    public List<Node> seenSince(Instant instant) {
        return list(
                "from Node n where n.id in (select f.nodeId from NodeFreshness f where f.lastSeenAt >= ?1) order by n.name",
                instant);
    }

    Map<UUID, Instant> lastSeen() {
        return getEntityManager()
                .createQuery("from NodeFreshness", NodeFreshness.class)
                .getResultStream()
                .collect(Collectors.toMap(f -> f.nodeId, f -> f.lastSeenAt));
    }

    void seen(UUID id, Instant now) {
        getEntityManager()
                .createNativeQuery("insert into node_freshness values (?1, ?2)"
                        + " on conflict (node_id) do update set last_seen_at = excluded.last_seen_at")
                .setParameter(1, id)
                .setParameter(2, now)
                .executeUpdate();
    }

    /** One conditional update: two web apps can never overcommit a node. */
    public boolean reserve(UUID id, double cores, long memoryBytes) {
        return update(
                        "reservedCores = reservedCores + ?2, reservedMemoryBytes = reservedMemoryBytes + ?3"
                                + " where id = ?1 and reservedCores + ?2 <= cores and reservedMemoryBytes + ?3 <= memoryBytes",
                        id,
                        cores,
                        memoryBytes)
                == 1;
    }

    boolean drain(UUID id, Instant since, @Nullable Instant deadline, boolean move) {
        return update(
                        "drainSince = coalesce(drainSince, ?2), drainDeadline = ?3, drainMove = ?4 where id = ?1",
                        id,
                        since,
                        deadline,
                        move)
                == 1;
    }

    boolean undrain(UUID id) {
        return update("drainSince = null, drainDeadline = null, drainMove = false, drainedAt = null where id = ?1", id)
                == 1;
    }

    void drained(UUID id, @Nullable Instant at) {
        update("drainedAt = ?2 where id = ?1 and drainSince is not null", id, at);
    }

    /** Nodes whose sessions may stay no longer. */
    List<Node> overdue(Instant now) {
        return list("drainSince is not null and drainMove = true and drainDeadline < ?1", now);
    }

    public void release(UUID id, double cores, long memoryBytes) {
        update(
                "reservedCores = greatest(reservedCores - ?2, 0), reservedMemoryBytes = greatest(reservedMemoryBytes - ?3, 0)"
                        + " where id = ?1",
                id,
                cores,
                memoryBytes);
    }
}
