package dev.berth.control.node;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is reserved on each node. Filter, order and reservation are the database's work: a launch reads one node, however
 * many there are, and two web apps can never overcommit one. The reasons are the scheduler's, who says the same in words.
 */
@Singleton
public class Ledger {
    /** Cores are fractions: what is left of a sum and its differences is not always zero. */
    private static final double ROUNDING = 1e-6;

    private static final String ROOM = "n.reserved_cores + :cores <= n.offered_cores + " + ROUNDING
            + " and n.reserved_memory_bytes + :memory <= n.offered_memory_bytes"
            + " and n.reserved_gpus + :gpus <= n.offered_gpus"
            + " and (n.max_sessions is null or n.reserved_sessions < n.max_sessions)";
    private static final String TAKE = "update node n set reserved_cores = n.reserved_cores + :cores,"
            + " reserved_memory_bytes = n.reserved_memory_bytes + :memory, reserved_gpus = n.reserved_gpus + :gpus,"
            + " reserved_sessions = n.reserved_sessions + 1 where n.id = :node and " + ROOM;
    private static final String GIVE_BACK = "update node n set"
            + " reserved_cores = case when n.reserved_sessions <= 1 then 0 else greatest(n.reserved_cores - :cores, 0) end,"
            + " reserved_memory_bytes = greatest(n.reserved_memory_bytes - :memory, 0),"
            + " reserved_gpus = greatest(n.reserved_gpus - :gpus, 0),"
            + " reserved_sessions = greatest(n.reserved_sessions - 1, 0) where n.id = :node";

    /** How a node is chosen when others choose at the same time. */
    private enum Lock {
        NONE(""),
        /** Passes over nodes that another launch has in its hand, so that launches do not queue for the best one. */
        SKIP(" for update of n skip locked"),
        /** Waits for them: when nothing else is left, they may still have room. */
        WAIT(" for update of n");

        private final String clause;

        Lock(String clause) {
            this.clause = clause;
        }
    }

    /** Carried by agents that come and go with the load. */
    private static final String AUTOSCALED = "autoscaled=true";

    Ledger() {}

    /** The node that is first by the strategy, reserved until the transaction ends and for as long as it then says. */
    @Transactional
    public Optional<UUID> reserve(Demand demand, Strategy strategy, Instant seenSince) {
        return ready(demand, strategy, seenSince, Lock.SKIP)
                .or(() -> best(demand, strategy, seenSince, Lock.SKIP))
                .or(() -> best(demand, strategy, seenSince, Lock.WAIT))
                .filter(node -> reserve(node, demand.share()));
    }

    /** As {@link #reserve}, in one zone, with those that come and go with the load after all others. */
    @Transactional
    public Optional<UUID> reserveStaticFirst(Demand demand, Strategy strategy, Instant seenSince) {
        return hasAutoscaled(demand)
                ? reserve(demand.without(AUTOSCALED), strategy, seenSince)
                        .or(() -> reserve(demand, strategy, seenSince))
                : reserve(demand, strategy, seenSince);
    }

    /** As {@link #reserveStaticFirst}, without doing it. */
    @Transactional
    public Optional<UUID> firstStaticFirst(Demand demand, Strategy strategy, Instant seenSince) {
        return hasAutoscaled(demand)
                ? first(demand.without(AUTOSCALED), strategy, seenSince).or(() -> first(demand, strategy, seenSince))
                : first(demand, strategy, seenSince);
    }

    private static boolean hasAutoscaled(Demand demand) {
        return !Panache.getEntityManager()
                .createNativeQuery("select 1 from node where :label = any(label_set)"
                        + " and zone = any(string_to_array(:zones, chr(10))) limit 1")
                .setParameter("label", AUTOSCALED)
                .setParameter("zones", String.join("\n", demand.zones()))
                .getResultList()
                .isEmpty();
    }

    /** As {@link #reserve}, without doing it. */
    @Transactional
    public Optional<UUID> first(Demand demand, Strategy strategy, Instant seenSince) {
        return ready(demand, strategy, seenSince, Lock.NONE).or(() -> best(demand, strategy, seenSince, Lock.NONE));
    }

    /** On this node, if it has the room: one conditional update. */
    @Transactional
    public boolean reserve(UUID node, Share share) {
        return share(TAKE, node, share).executeUpdate() == 1;
    }

    @Transactional
    public void release(UUID node, Share share) {
        share(GIVE_BACK, node, share).executeUpdate();
    }

    private static Query share(String sql, UUID node, Share share) {
        return share(Panache.getEntityManager().createNativeQuery(sql), share).setParameter("node", node);
    }

    private static Query share(Query query, Share share) {
        return query.setParameter("cores", share.cores())
                .setParameter("memory", share.memoryBytes())
                .setParameter("gpus", share.gpus());
    }

    /** Among those that have the image: a launch there need not wait for a pull. */
    private static Optional<UUID> ready(Demand demand, Strategy strategy, Instant seenSince, Lock lock) {
        return isSomewhere(demand.image())
                ? best(
                        demand,
                        strategy,
                        seenSince,
                        lock,
                        " and exists (select 1 from node_image i where i.node_id = n.id"
                                + " and i.image = :image and i.state = 'PRESENT')")
                : Optional.empty();
    }

    private static boolean isSomewhere(String image) {
        return !Panache.getEntityManager()
                .createNativeQuery("select 1 from node_image where image = :image and state = 'PRESENT' limit 1")
                .setParameter("image", image)
                .getResultList()
                .isEmpty();
    }

    private static Optional<UUID> best(Demand demand, Strategy strategy, Instant seenSince, Lock lock) {
        return best(demand, strategy, seenSince, lock, "");
    }

    private static Optional<UUID> best(
            Demand demand, Strategy strategy, Instant seenSince, Lock lock, String readiness) {
        var sql = new StringBuilder("select n.id from node n join node_freshness f on f.node_id = n.id"
                + " where n.is_agent and n.admitted and not n.draining and n.drain_since is null"
                + " and n.offered_memory_bytes > 0 and f.last_seen_at >= :seenSince and " + ROOM);
        if (demand.zones().size() == 1) {
            sql.append(" and n.zone = :zone");
        } else if (!demand.zones().isEmpty()) {
            sql.append(" and n.zone = any(string_to_array(:zone, chr(10)))");
        }
        demand.network().ifPresent(_ -> sql.append(" and :network = any(n.network_set)"));
        if (!demand.includeLabels().isEmpty()) {
            sql.append(" and n.label_set && string_to_array(:include, chr(10))");
        }
        if (!demand.excludeLabels().isEmpty()) {
            sql.append(" and not n.label_set && string_to_array(:exclude, chr(10))");
        }
        sql.append(readiness)
                .append(" order by ")
                .append(strategy.order())
                .append(" limit 1")
                .append(lock.clause);
        var query = Panache.getEntityManager().createNativeQuery(sql.toString());
        share(query, demand.share()).setParameter("seenSince", seenSince);
        if (!demand.zones().isEmpty()) {
            query.setParameter("zone", String.join("\n", demand.zones()));
        }
        demand.network().ifPresent(network -> query.setParameter("network", network));
        if (!demand.includeLabels().isEmpty()) {
            query.setParameter("include", String.join("\n", demand.includeLabels()));
        }
        if (!demand.excludeLabels().isEmpty()) {
            query.setParameter("exclude", String.join("\n", demand.excludeLabels()));
        }
        if (!readiness.isEmpty()) {
            query.setParameter("image", demand.image());
        }
        List<?> found = query.getResultList();
        return found.stream().map(UUID.class::cast).findFirst();
    }
}
