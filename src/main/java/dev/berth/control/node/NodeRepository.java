package dev.berth.control.node;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.jpa.HibernateHints;
import org.jspecify.annotations.Nullable;

/** Questions about nodes. What is reserved on them is the {@link Ledger}'s. */
@Singleton
public class NodeRepository implements PanacheRepositoryBase<Node, UUID> {
    List<Node> byName() {
        return list("order by name");
    }

    Map<UUID, NodeFreshness> freshness() {
        return getEntityManager()
                .createQuery("from NodeFreshness", NodeFreshness.class)
                .getResultStream()
                .collect(Collectors.toMap(f -> f.nodeId, Function.identity()));
    }

    /** In the order of their ids, so that two web apps that do this at once do not wait for each other. */
    void seen(Collection<Sighting> sightings) {
        var sorted = sightings.stream()
                .sorted(Comparator.comparing(sighting -> sighting.node().toString()))
                .toList();
        getEntityManager()
                .createNativeQuery(
                        "insert into node_freshness (node_id, last_seen_at, round_trip_millis, clock_offset_millis,"
                                + " streams) select * from unnest(?1, ?2, ?3, ?4, ?5)"
                                + " on conflict (node_id) do update set last_seen_at = excluded.last_seen_at,"
                                + " round_trip_millis = excluded.round_trip_millis,"
                                + " clock_offset_millis = excluded.clock_offset_millis, streams = excluded.streams")
                .setParameter(1, sorted.stream().map(Sighting::node).toArray(UUID[]::new))
                .setParameter(2, sorted.stream().map(Sighting::at).toArray(Instant[]::new))
                .setParameter(3, sorted.stream().map(Sighting::roundTripMillis).toArray(Long[]::new))
                .setParameter(
                        4, sorted.stream().map(Sighting::clockOffsetMillis).toArray(Long[]::new))
                .setParameter(5, sorted.stream().map(Sighting::streams).toArray(Integer[]::new))
                .executeUpdate();
    }

    /** What this transaction writes need not be on the disk when it has ended. */
    void commitLazily() {
        getEntityManager()
                .createNativeQuery("set local synchronous_commit = off")
                .executeUpdate();
    }

    /** By id, to be read only: what is changed in them is not written. */
    Map<UUID, Node> reading(Collection<UUID> ids) {
        // an array is one parameter, so the statement is prepared once, however many they are
        List<?> found = getEntityManager()
                .createNativeQuery("select * from node where id = any(?1)", Node.class)
                .setParameter(1, ids.toArray(UUID[]::new))
                .setHint(HibernateHints.HINT_READ_ONLY, true)
                .getResultList();
        return found.stream().map(Node.class::cast).collect(Collectors.toMap(node -> node.id, Function.identity()));
    }

    /** Agents and when they were heard of, some of them when there are too many, to be read only. */
    List<Object[]> agents(int most) {
        return getEntityManager()
                .createQuery(
                        "select n, f.lastSeenAt from Node n left join NodeFreshness f on f.nodeId = n.id"
                                + " where n.isAgent = true",
                        Object[].class)
                .setMaxResults(most)
                .setHint(HibernateHints.HINT_READ_ONLY, true)
                .getResultList();
    }

    List<Node> connectionProxies() {
        return list("',' || roles || ',' like '%,connection-proxy,%' order by name");
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
