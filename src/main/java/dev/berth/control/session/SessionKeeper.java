package dev.berth.control.session;

import dev.berth.contract.Agent;
import dev.berth.contract.Agents;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.Trace;
import dev.berth.control.node.NodeRepository;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Brings sessions to rest and back. The row's state says what is wanted; the agent is asked as often as needed, by
 * whichever web app finds the row.
 */
@Singleton
public class SessionKeeper {
    private final SessionSteps sessions;
    private final RestSteps steps;
    private final SessionEnder ender;
    private final NodeRepository nodes;
    private final Agents agents;
    /** Moves under way here, so that each pass of the reconciler does not start another. */
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();

    SessionKeeper(SessionSteps sessions, RestSteps steps, SessionEnder ender, NodeRepository nodes, Agents agents) {
        this.sessions = sessions;
        this.steps = steps;
        this.ender = ender;
        this.nodes = nodes;
        this.agents = agents;
    }

    /** False when the session is in another state. */
    boolean pause(UUID id, SessionState from) {
        return begun(id, steps.pausing(id, from));
    }

    /** False when the session is in another state. */
    boolean stop(UUID id, SessionState from) {
        return begun(id, steps.stopping(id, from, null));
    }

    /**
     * False when the session is in another state.
     *
     * @throws Problem {@code NO_CAPACITY}, {@code UNAVAILABLE}; the session stays stopped
     */
    boolean resume(UUID id, SessionState from) {
        return begun(id, from == SessionState.STOPPED ? steps.resumingFromStop(id) : steps.resuming(id, from));
    }

    private boolean begun(UUID id, boolean moved) {
        if (moved) {
            finishLater(id);
        }
        return moved;
    }

    void finishLater(UUID id) {
        Thread.ofVirtual().name("rest-" + id).start(Trace.carried(() -> finish(id)));
    }

    private void finish(UUID id) {
        if (!busy.add(id)) {
            return;
        }
        try {
            sessions.read(id).ifPresent(this::carryOut);
        } catch (RuntimeException e) {
            Log.warnf("session %s stays as it is for now: %s", id, e.getMessage());
        } finally {
            busy.remove(id);
        }
    }

    private void carryOut(Session session) {
        switch (session.state) {
            case PAUSING -> pause(session);
            case STOPPING -> stop(session);
            case RESUMING -> resume(session);
            case REQUESTED, STARTING, RUNNING, PAUSED, STOPPED, ENDING, ENDED -> {}
        }
    }

    private void pause(Session session) {
        try {
            agent(session).pause(session.id);
        } catch (Problem problem) {
            if (isFinal(session, problem)) {
                Log.infof("session %s is not paused: %s", session.id, problem.detail());
                steps.running(session.id, SessionState.PAUSING, problem.detail());
            }
            return;
        }
        if (steps.paused(session.id)) {
            Log.infof("session %s is paused", session.id);
        }
    }

    private void stop(Session session) {
        try {
            agent(session).stop(session.id);
        } catch (Problem problem) {
            if (isFinal(session, problem)) {
                throw problem;
            }
            return;
        }
        if (steps.stopped(session.id)) {
            Log.infof("session %s is stopped", session.id);
        }
    }

    private void resume(Session session) {
        try {
            agent(session).resume(session.id);
        } catch (Problem problem) {
            if (isFinal(session, problem)
                    && steps.stopping(
                            session.id, SessionState.RESUMING, "It could not be resumed. " + problem.detail())) {
                Log.infof("session %s is not resumed: %s", session.id, problem.detail());
                stop(session);
            }
            return;
        }
        if (steps.running(session.id, SessionState.RESUMING, null)) {
            Log.infof("session %s runs again", session.id);
        }
    }

    /** What the agent cannot do at all. Else the next pass asks again; a session without a container ends. */
    private boolean isFinal(Session session, Problem problem) {
        return switch (problem.code()) {
            case NOT_FOUND, SESSION_ENDED -> {
                ender.end(session.id, EndReason.CONTAINER_LOST, problem.detail());
                yield false;
            }
            case UNAVAILABLE, TIMEOUT, DRAINING, UNAUTHENTICATED, RATE_LIMITED -> {
                Log.debugf("session %s is tried again: %s", session.id, problem.detail());
                yield false;
            }
            case INVALID,
                    INVALID_CREDENTIALS,
                    FORBIDDEN,
                    FOREIGN_ORIGIN,
                    CSRF,
                    PASSWORD_CHANGE_REQUIRED,
                    CONFLICT,
                    SESSION_LIMIT,
                    SESSION_NOT_RUNNING,
                    TOO_LARGE,
                    ACCOUNT_LOCKED,
                    INTERNAL,
                    LAUNCH_FAILED,
                    TARGET_UNREACHABLE,
                    NO_CAPACITY -> true;
        };
    }

    private Agent agent(Session session) {
        var nodeId = session.nodeId;
        var node = nodeId == null ? null : QuarkusTransaction.requiringNew().call(() -> nodes.findById(nodeId));
        if (node == null) {
            throw new Problem(ProblemCode.NOT_FOUND, "The server that kept this session was removed.");
        }
        return agents.at(node.address());
    }
}
