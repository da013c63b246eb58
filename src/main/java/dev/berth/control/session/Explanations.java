package dev.berth.control.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.contract.Problem;
import dev.berth.control.node.Demand;
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
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes, keeps and finds the explanations of placements. */
@Singleton
public class Explanations {
    /** A node takes about a hundred bytes of a row. */
    private static final int MOST_NODES = 50;
    /** When nothing fits, thousands may ask at once, and hear what the first of them heard. */
    private static final Duration SAME = Duration.ofSeconds(1);

    private final Nodes nodes;
    private final ObjectMapper json;
    private final Clock clock;
    private final Map<Question, Explanation> refusals = new ConcurrentHashMap<>();

    Explanations(Nodes nodes, ObjectMapper json, Clock clock) {
        this.nodes = nodes;
        this.json = json;
        this.clock = clock;
    }

    private record Question(String workspace, Demand demand, Strategy strategy, ZonePlan plan) {}

    /** Why this node. In a large deployment it tells of some others, not of all: a launch must not read every row. */
    @Transactional
    public Explanation placed(String workspace, Demand demand, Strategy strategy, ZonePlan plan, UUID chosen) {
        return explain(new Question(workspace, demand, strategy, plan), nodes.agents(MOST_NODES, chosen), chosen);
    }

    /** Why none. */
    @Transactional
    public Explanation refused(String workspace, Demand demand, Strategy strategy, ZonePlan plan) {
        var question = new Question(workspace, demand, strategy, plan);
        var oldest = clock.instant().minus(SAME);
        refusals.values().removeIf(known -> known.at().isBefore(oldest));
        return refusals.computeIfAbsent(question, asked -> explain(asked, nodes.agents(Integer.MAX_VALUE, null), null));
    }

    /** As {@link #refused}, never from what was known before. */
    @Transactional
    public Explanation refusedNow(String workspace, Demand demand, Strategy strategy, ZonePlan plan) {
        return explain(new Question(workspace, demand, strategy, plan), nodes.agents(Integer.MAX_VALUE, null), null);
    }

    private Explanation explain(Question question, List<Nodes.Seen> agents, @Nullable UUID chosen) {
        var now = clock.instant();
        var seenSince = nodes.seenSince();
        var counts = new TreeMap<String, Integer>();
        var verdicts = new ArrayList<Explanation.Verdict>();
        String name = null;
        for (var agent : agents) {
            var node = agent.node();
            boolean isChosen = node.id.equals(chosen);
            var reasons = isChosen
                    ? List.<Scheduler.Reason>of()
                    : Scheduler.reasons(node, agent.lastSeenAt(), seenSince, now, question.demand());
            reasons.forEach(reason -> counts.merge(reason.filter().wireName(), 1, Integer::sum));
            name = isChosen ? node.name : name;
            if (isChosen || verdicts.size() < MOST_NODES) {
                verdicts.add(
                        isChosen ? 0 : verdicts.size(),
                        new Explanation.Verdict(
                                node.id,
                                node.name,
                                node.zone,
                                isChosen ? "chosen" : reasons.isEmpty() ? "fits" : "refused",
                                reasons.stream().map(Scheduler.Reason::text).toList(),
                                Math.round(node.load * 1000) / 1000.0));
            }
        }
        return new Explanation(
                now,
                question.workspace(),
                question.strategy().wireName(),
                name,
                agents.size(),
                counts,
                verdicts,
                zones(question.plan()));
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
        List<?> found = Panache.getEntityManager()
                .createNativeQuery("select explanation from placement where session_id = ?1")
                .setParameter(1, session)
                .getResultList();
        if (found.isEmpty()) {
            throw Problem.notFound("placement of session " + session);
        }
        return read(found.getFirst().toString());
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
