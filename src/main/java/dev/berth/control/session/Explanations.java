package dev.berth.control.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.contract.Problem;
import dev.berth.control.node.Demand;
import dev.berth.control.node.Ledger;
import dev.berth.control.node.Node;
import dev.berth.control.node.Nodes;
import dev.berth.control.node.Strategy;
import dev.berth.control.zone.ZonePlan;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes, keeps and finds the explanations of placements. */
@Singleton
public class Explanations {
    /** When nothing fits, thousands may ask at once, and hear what the first of them heard. */
    private static final Duration SAME = Duration.ofSeconds(1);

    private final Nodes nodes;
    private final Ledger ledger;
    private final SessionRepository sessions;
    private final ObjectMapper json;
    private final Clock clock;
    private final Map<Question, Explanation> refusals = new ConcurrentHashMap<>();

    Explanations(Nodes nodes, Ledger ledger, SessionRepository sessions, ObjectMapper json, Clock clock) {
        this.nodes = nodes;
        this.ledger = ledger;
        this.sessions = sessions;
        this.json = json;
        this.clock = clock;
    }

    private record Question(String workspace, Demand demand, Strategy strategy, ZonePlan plan) {}

    /** Why this node. In a large deployment it tells of some others, not of all: a launch must not read every row. */
    @Transactional
    public Explanation placed(String workspace, Demand demand, Strategy strategy, ZonePlan plan, Node chosen) {
        return explain(new Question(workspace, demand, strategy, plan), chosen);
    }

    /** Why none: the figures tell of all agents, the words of some. */
    @Transactional
    public Explanation refused(String workspace, Demand demand, Strategy strategy, ZonePlan plan) {
        var question = new Question(workspace, demand, strategy, plan);
        var oldest = clock.instant().minus(SAME);
        refusals.values().removeIf(known -> known.at().isBefore(oldest));
        return refusals.computeIfAbsent(question, asked -> explain(asked, null));
    }

    /** As {@link #refused}, never from what was known before. */
    @Transactional
    public Explanation refusedNow(String workspace, Demand demand, Strategy strategy, ZonePlan plan) {
        return explain(new Question(workspace, demand, strategy, plan), null);
    }

    private Explanation explain(Question question, @Nullable Node chosen) {
        var now = clock.instant();
        var seenSince = nodes.seenSince();
        var counts = new TreeMap<String, Integer>();
        var verdicts = new Verdicts();
        if (chosen != null) {
            verdicts.add(verdict(chosen, true, List.of()));
        }
        for (var agent : nodes.agents(Verdicts.MOST)) {
            var node = agent.node();
            if (chosen == null || !node.id.equals(chosen.id)) {
                var reasons = Scheduler.reasons(node, agent.lastSeenAt(), seenSince, now, question.demand());
                reasons.forEach(reason -> counts.merge(reason.filter().wireName(), 1, Integer::sum));
                verdicts.add(verdict(node, false, reasons));
            }
        }
        var tally =
                chosen == null ? ledger.tally(question.demand(), seenSince) : new Ledger.Tally(verdicts.all(), counts);
        return new Explanation(
                now,
                question.workspace(),
                question.strategy().wireName(),
                verdicts.chosen(),
                tally.agents(),
                tally.against(),
                verdicts.listed(),
                zones(question.plan()),
                null);
    }

    private static Explanation.Verdict verdict(Node node, boolean isChosen, List<Scheduler.Reason> reasons) {
        return Explanation.Verdict.of(
                node.id, node.name, node.zone, isChosen, texts(reasons), List.of(), rounded(node.load));
    }

    /**
     * Why a session is on this server and goes through this connection proxy, or why there is none.
     *
     * @param choice has the server; without one no connection proxy was looked for
     */
    @Transactional
    public Explanation machine(String workspace, MachineChoice choice, ZonePlan plan, @Nullable UUID proxy) {
        var seen = choice.server().isPresent() ? nodes.connectionProxies() : List.<Nodes.Seen>of();
        var zone = choice.server().map(server -> server.zone).orElse("");
        return throughProxy(workspace, seen, zone, proxy, zones(plan), choice.servers());
    }

    /** It goes on through another connection proxy. */
    @Transactional
    public void moved(UUID session, String zone, UUID proxy) {
        find(session)
                .map(was -> throughProxy(
                        was.workspace(), nodes.connectionProxies(), zone, proxy, was.zones(), was.servers()))
                .ifPresent(now -> keep(session, now));
    }

    private Explanation throughProxy(
            String workspace,
            List<Nodes.Seen> proxies,
            String zone,
            @Nullable UUID chosen,
            Explanation.@Nullable Zones zones,
            Explanation.@Nullable Servers servers) {
        var now = clock.instant();
        var seenSince = nodes.seenSince();
        var counts = new TreeMap<String, Integer>();
        var verdicts = new Verdicts();
        var busy = proxies.isEmpty() ? Map.<UUID, Long>of() : sessions.onMachines();
        for (var seen : proxies) {
            var node = seen.node();
            var reasons = Scheduler.reasons(node, seen.lastSeenAt(), seenSince, now, zone);
            reasons.forEach(reason -> counts.merge(reason.filter().wireName(), 1, Integer::sum));
            // those with findings come after all others
            var compared = new ArrayList<String>(node.findings());
            compared.addFirst(Occupants.text(busy.getOrDefault(node.id, 0L), null));
            verdicts.add(Explanation.Verdict.of(
                    node.id, node.name, node.zone, node.id.equals(chosen), texts(reasons), compared, null));
        }
        return new Explanation(
                now,
                workspace,
                Strategy.FEWEST_SESSIONS.wireName(),
                verdicts.chosen(),
                verdicts.all(),
                counts,
                verdicts.listed(),
                zones,
                servers);
    }

    private static List<String> texts(List<Scheduler.Reason> reasons) {
        return reasons.stream().map(Scheduler.Reason::text).toList();
    }

    private static double rounded(double load) {
        return Math.round(load * 1000) / 1000.0;
    }

    private static Explanation.Zones zones(ZonePlan plan) {
        return new Explanation.Zones(plan.home(), plan.how(), plan.zones());
    }

    /** Kept with the session, or with the id that a refused one would have had. */
    @Transactional
    public void keep(UUID session, Explanation explanation) {
        Panache.getEntityManager()
                .createNativeQuery(
                        "insert into placement (session_id, at, explanation) values (?1, ?2, ?3)"
                                + " on conflict (session_id) do update set at = excluded.at, explanation = excluded.explanation")
                .setParameter(1, session)
                .setParameter(2, explanation.at())
                .setParameter(3, write(explanation))
                .executeUpdate();
    }

    /** @throws Problem {@code NOT_FOUND} */
    @Transactional
    public Explanation of(UUID session) {
        return find(session).orElseThrow(() -> Problem.notFound("placement of session " + session));
    }

    private Optional<Explanation> find(UUID session) {
        List<?> found = Panache.getEntityManager()
                .createNativeQuery("select explanation from placement where session_id = ?1")
                .setParameter(1, session)
                .getResultList();
        return found.stream().findFirst().map(text -> read(text.toString()));
    }

    /** Explanations live as long as the list of ended sessions. */
    @Transactional
    void trim(Instant before) {
        Panache.getEntityManager()
                .createNativeQuery("delete from placement where at < ?1"
                        + " and not exists (select from session s where s.id = session_id)")
                .setParameter(1, before)
                .executeUpdate();
    }

    private String write(Explanation explanation) {
        try {
            return json.writeValueAsString(explanation);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Explanation read(String text) {
        try {
            return json.readValue(text, Explanation.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
