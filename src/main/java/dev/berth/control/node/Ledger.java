package dev.berth.control.node;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
            + " reserved_sessions = n.reserved_sessions + 1 where " + ROOM + " and n.id = ";
    private static final String GIVE_BACK = "update node n set"
            + " reserved_cores = case when n.reserved_sessions <= 1 then 0 else greatest(n.reserved_cores - :cores, 0) end,"
            + " reserved_memory_bytes = greatest(n.reserved_memory_bytes - :memory, 0),"
            + " reserved_gpus = greatest(n.reserved_gpus - :gpus, 0),"
            + " reserved_sessions = greatest(n.reserved_sessions - 1, 0) where n.id = :node";

    /** What is done with the node that is first, and what when another launch has it in its hand. */
    private enum Way {
        LOOK("", "", ""),
        /** Passes over nodes that others have in their hand, so that launches do not queue for the best one. */
        TAKE_FREE(TAKE + "(", " for update of n skip locked", ") returning n.id"),
        /** After it: what is left is in the hand of others. */
        SEE_HELD("", "", ""),
        /** Waits for them: when nothing else is left, they may still have room. */
        TAKE_ANY(TAKE + "(", " for update of n", ") returning n.id");

        private final String before;
        private final String lock;
        private final String after;

        Way(String before, String lock, String after) {
            this.before = before;
            this.lock = lock;
            this.after = after;
        }
    }

    /** Agents that have the image: a launch there need not wait for a pull. */
    private static final String READY = " and exists (select 1 from node_image i where i.node_id = n.id"
            + " and i.image = :image and i.state = 'PRESENT')";

    /** Carried by agents that come and go with the load. */
    private static final String AUTOSCALED = "autoscaled=true";

    /** Held by the one launch that waits for nodes. */
    private static final long TURN = 0x62657274_68000003L;

    Ledger() {}

    /** Room is left on nodes only that other launches have in their hand at this moment. */
    public static final class HeldByOthers extends RuntimeException {
        private static final long serialVersionUID = 1;

        HeldByOthers() {
            super("what room is left, others may be taking", null, false, false);
        }
    }

    /**
     * Whether looking for some nodes first is worth a statement.
     *
     * @param isReady      one at least has the image
     * @param isAutoscaled one at least in these zones comes and goes with the load
     */
    private record Some(boolean isReady, boolean isAutoscaled) {}

    /**
     * The node that is first by the strategy, reserved until the transaction ends and for as long as it then says.
     * Waits for no other launch: a row that was waited for and then had no room stays locked, and two launches that wait
     * with such rows would wait for each other.
     *
     * @param staticFirst those that come and go with the load are after all others
     * @throws HeldByOthers then the transaction has to end, and {@link #reserveInTurn} tells
     */
    @Transactional
    public Optional<UUID> reserve(Demand demand, Strategy strategy, Instant seenSince, boolean staticFirst) {
        return find(demand, strategy, seenSince, staticFirst, List.of(Way.TAKE_FREE, Way.SEE_HELD));
    }

    /** As {@link #reserve(Demand, Strategy, Instant, boolean)}, and waits for those who have nodes in their hand: one launch at a time. */
    @Transactional
    public Optional<UUID> reserveInTurn(Demand demand, Strategy strategy, Instant seenSince, boolean staticFirst) {
        Panache.getEntityManager()
                .createNativeQuery("select 1 from (select pg_advisory_xact_lock(?1)) as held")
                .setParameter(1, TURN)
                .getSingleResult();
        return find(demand, strategy, seenSince, staticFirst, List.of(Way.TAKE_FREE, Way.TAKE_ANY));
    }

    /** As {@link #reserve(Demand, Strategy, Instant, boolean)}, without doing it. */
    @Transactional
    public Optional<UUID> first(Demand demand, Strategy strategy, Instant seenSince, boolean staticFirst) {
        return find(demand, strategy, seenSince, staticFirst, List.of(Way.LOOK));
    }

    private static Optional<UUID> find(
            Demand demand, Strategy strategy, Instant seenSince, boolean staticFirst, List<Way> ways) {
        var some = some(demand);
        return staticFirst && some.isAutoscaled
                ? find(demand.without(AUTOSCALED), strategy, seenSince, some, ways)
                        .or(() -> find(demand, strategy, seenSince, some, ways))
                : find(demand, strategy, seenSince, some, ways);
    }

    /** Ready ones first; whichever has the room, before one that another launch has in its hand. */
    private static Optional<UUID> find(Demand demand, Strategy strategy, Instant seenSince, Some some, List<Way> ways) {
        var found = some.isReady ? best(demand, strategy, seenSince, READY, ways.getFirst()) : Optional.<UUID>empty();
        for (var way : ways) {
            if (found.isEmpty()) {
                found = best(demand, strategy, seenSince, "", way);
                if (way == Way.SEE_HELD && found.isPresent()) {
                    throw new HeldByOthers();
                }
            }
        }
        return found;
    }

    private static Some some(Demand demand) {
        var row = (Object[]) Panache.getEntityManager()
                .createNativeQuery("select exists (select from node_image where image = :image and state = 'PRESENT'),"
                        // no parameter: it is in the words of an index
                        + " exists (select from node where '" + AUTOSCALED + "' = any(label_set)"
                        + " and zone = any(string_to_array(:zones, chr(10))))")
                .setParameter("image", demand.image())
                .setParameter("zones", String.join("\n", demand.zones()))
                .getSingleResult();
        return new Some((Boolean) row[0], (Boolean) row[1]);
    }

    /**
     * What speaks against the agents.
     *
     * @param agents  how many there are
     * @param against how many of them each filter speaks against, by its name; an agent may count more than once
     */
    public record Tally(int agents, Map<String, Integer> against) {}

    /** When a filter speaks against an agent; it may do so in two ways. */
    private record Condition(String filter, String sql) {}

    /** Of all agents, counted by the database: ten thousand of them read one by one take half a second. */
    @Transactional
    public Tally tally(Demand demand, Instant seenSince) {
        var conditions = new ArrayList<Condition>();
        conditions.add(new Condition("missing", "f.last_seen_at is null or f.last_seen_at < :seenSince"));
        conditions.add(new Condition("member", "not n.admitted"));
        conditions.add(new Condition("draining", "n.draining or n.drain_since is not null"));
        if (!demand.zones().isEmpty()) {
            conditions.add(new Condition("zone", "not n.zone = any(string_to_array(:zone, chr(10)))"));
        }
        if (!demand.includeLabels().isEmpty()) {
            conditions.add(new Condition("labels", "not n.label_set && string_to_array(:include, chr(10))"));
        }
        if (!demand.excludeLabels().isEmpty()) {
            // one that has no wanted and an unwanted label counts twice, as in words
            conditions.add(new Condition("labels", "n.label_set && string_to_array(:exclude, chr(10))"));
        }
        demand.network().ifPresent(_ -> conditions.add(new Condition("network", "not :network = any(n.network_set)")));
        conditions.add(new Condition("engine", "n.offered_memory_bytes = 0"));
        var answers = "n.offered_memory_bytes <> 0 and ";
        conditions.add(new Condition("memory", answers + "n.reserved_memory_bytes + :memory > n.offered_memory_bytes"));
        conditions.add(new Condition("cores", answers + "n.reserved_cores + :cores > n.offered_cores + " + ROUNDING));
        conditions.add(new Condition("gpus", answers + "n.reserved_gpus + :gpus > n.offered_gpus"));
        conditions.add(new Condition(
                "sessions", answers + "n.max_sessions is not null and n.reserved_sessions >= n.max_sessions"));
        var sql = new StringBuilder("select count(*)");
        conditions.forEach(each ->
                sql.append(", count(*) filter (where ").append(each.sql()).append(')'));
        sql.append(" from node n left join node_freshness f on f.node_id = n.id where n.is_agent");
        var query = Panache.getEntityManager().createNativeQuery(sql.toString());
        share(query, demand.share()).setParameter("seenSince", seenSince);
        place(query, demand);
        var row = (Object[]) query.getSingleResult();
        var against = new TreeMap<String, Integer>();
        int column = 1;
        for (var condition : conditions) {
            int count = ((Number) row[column++]).intValue();
            if (count > 0) {
                against.merge(condition.filter(), count, Integer::sum);
            }
        }
        return new Tally(((Number) row[0]).intValue(), against);
    }

    /** On this node, if it has the room: one conditional update. */
    @Transactional
    public boolean reserve(UUID node, Share share) {
        return share(TAKE + ":node", node, share).executeUpdate() == 1;
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

    private static Optional<UUID> best(Demand demand, Strategy strategy, Instant seenSince, String readiness, Way way) {
        var sql = new StringBuilder(way.before)
                .append("select n.id from node n join node_freshness f on f.node_id = n.id"
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
                .append(way.lock)
                .append(way.after);
        var query = Panache.getEntityManager().createNativeQuery(sql.toString());
        share(query, demand.share()).setParameter("seenSince", seenSince);
        place(query, demand);
        if (!readiness.isEmpty()) {
            query.setParameter("image", demand.image());
        }
        List<?> found = query.getResultList();
        return found.stream().map(UUID.class::cast).findFirst();
    }

    private static void place(Query query, Demand demand) {
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
    }
}
