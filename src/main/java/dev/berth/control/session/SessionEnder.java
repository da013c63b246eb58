package dev.berth.control.session;

import dev.berth.contract.Agents;
import dev.berth.contract.Problem;
import dev.berth.contract.Trace;
import dev.berth.control.node.NodeRepository;
import dev.berth.control.node.Nodes;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Removes what is left of ending sessions. The end is desired state: a node that does not answer delays it for a
 * bounded time only, and is told to clean up when it reports again.
 */
@Singleton
public class SessionEnder {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A check-in that was under way when the session began to end may have been answered without it. */
    private static final Duration TELLING = Duration.ofSeconds(1);

    private final SessionSteps steps;
    private final NodeRepository rows;
    private final Nodes nodes;
    private final Agents agents;
    private final Clock clock;
    /** Ends under way here, so that each pass of the reconciler does not start another. */
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();

    SessionEnder(SessionSteps steps, NodeRepository rows, Nodes nodes, Agents agents, Clock clock) {
        this.steps = steps;
        this.rows = rows;
        this.nodes = nodes;
        this.agents = agents;
        this.clock = clock;
    }

    /** Marks the session and removes it in the background. */
    public void end(UUID id, EndReason reason, String detail) {
        if (steps.ending(id, reason, detail)) {
            Log.infof("session %s ends: %s", id, reason.wireName());
        }
        finishLater(id);
    }

    void finishLater(UUID id) {
        Thread.ofVirtual().name("end-" + id).start(Trace.carried(() -> finish(id)));
    }

    /** Does nothing unless the session is ending. */
    void finish(UUID id) {
        if (!busy.add(id)) {
            return;
        }
        try {
            steps.read(id)
                    .filter(session -> session.state == SessionState.ENDING)
                    .ifPresent(this::remove);
        } catch (RuntimeException e) {
            Log.warnf("session %s is not removed yet: %s", id, e.getMessage());
        } finally {
            busy.remove(id);
        }
    }

    /** Its connection proxy is told with the answer to its next check-in; a silent one has nothing to be told. */
    private void letGo(Session session) {
        var since = Optional.ofNullable(session.endingAt).orElse(session.createdAt);
        var nodeId = session.nodeId;
        boolean told = nodeId == null
                || !nodes.isHealthy(nodeId)
                || nodes.lastSeen(nodeId).isAfter(since.plus(TELLING));
        if (told || since.plus(PATIENCE).isBefore(clock.instant())) {
            steps.ended(session);
        }
    }

    private void remove(Session session) {
        if (!session.protocol.ofContainers()) {
            letGo(session);
            return;
        }
        if (session.endReason == EndReason.NODE_LOST) {
            // nobody is there to be asked; should it come back, it is told then
            steps.ended(session);
            return;
        }
        try {
            var nodeId = session.nodeId;
            var node = nodeId == null ? null : QuarkusTransaction.requiringNew().call(() -> rows.findById(nodeId));
            if (node != null) {
                agents.at(node.address()).end(session.id);
            }
        } catch (Problem unreachable) {
            var since = session.endingAt == null ? session.createdAt : session.endingAt;
            if (Duration.between(since, clock.instant()).compareTo(PATIENCE) < 0) {
                throw unreachable;
            }
            Log.warnf("session %s is given up; its node removes it when it reports again", session.id);
        }
        steps.ended(session);
    }
}
