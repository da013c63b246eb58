package dev.berth.control.node;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Questions about nodes. What is reserved on them is the {@link Ledger}'s. */
@Singleton
public class NodeRepository implements PanacheRepositoryBase<Node, UUID> {
    List<Node> byName() {
        return list("order by name");
    }

    Map<UUID, Instant> lastSeen() {
        return getEntityManager()
                .createQuery("from NodeFreshness", NodeFreshness.class)
                .getResultStream()
                .collect(Collectors.toMap(f -> f.nodeId, f -> f.lastSeenAt));
    }

    Map<UUID, NodeFreshness> freshness() {
        return getEntityManager()
                .createQuery("from NodeFreshness", NodeFreshness.class)
                .getResultStream()
                .collect(Collectors.toMap(f -> f.nodeId, Function.identity()));
    }

    void seen(UUID id, Instant now, @Nullable Long roundTripMillis, @Nullable Long clockOffsetMillis) {
        getEntityManager()
                .createNativeQuery(
                        "insert into node_freshness (node_id, last_seen_at, round_trip_millis, clock_offset_millis)"
                                + " values (?1, ?2, cast(?3 as bigint), cast(?4 as bigint)) on conflict (node_id) do update"
                                + " set last_seen_at = excluded.last_seen_at,"
                                + " round_trip_millis = excluded.round_trip_millis,"
                                + " clock_offset_millis = excluded.clock_offset_millis")
                .setParameter(1, id)
                .setParameter(2, now)
                .setParameter(3, roundTripMillis)
                .setParameter(4, clockOffsetMillis)
                .executeUpdate();
    }

    /** Agents, some of them when there are too many, {@code first} in any case. */
    List<Node> agents(int most, @Nullable UUID first) {
        List<Node> found = find("isAgent = true").page(0, most).list();
        var some = new ArrayList<>(found);
        if (first != null && some.stream().noneMatch(node -> node.id.equals(first))) {
            some.add(findById(first));
        }
        return some;
    }

    Map<UUID, Instant> lastSeen(Collection<UUID> ids) {
        return getEntityManager()
                .createQuery("from NodeFreshness where nodeId in ?1", NodeFreshness.class)
                .setParameter(1, ids)
                .getResultStream()
                .collect(Collectors.toMap(f -> f.nodeId, f -> f.lastSeenAt));
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
}
