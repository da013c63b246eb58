package dev.berth.control.node;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

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

    public void release(UUID id, double cores, long memoryBytes) {
        update(
                "reservedCores = greatest(reservedCores - ?2, 0), reservedMemoryBytes = greatest(reservedMemoryBytes - ?3, 0)"
                        + " where id = ?1",
                id,
                cores,
                memoryBytes);
    }
}
