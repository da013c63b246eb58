package dev.berth.control.session;

import dev.berth.contract.Agents;
import dev.berth.contract.NodeAddress;
import dev.berth.contract.Problem;
import dev.berth.contract.RunningSession;
import dev.berth.contract.RunningSession.State;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Holds what an agent has against what should be there. The rows are right. */
@Singleton
final class SessionComparison {
    /** A report made just before a step of a session must not be held against it. */
    private static final Duration SETTLE = Duration.ofSeconds(5);

    private final SessionEnder ender;
    private final SessionKeeper keeper;
    private final Agents agents;
    private final Clock clock;

    SessionComparison(SessionEnder ender, SessionKeeper keeper, Agents agents, Clock clock) {
        this.ender = ender;
        this.keeper = keeper;
        this.agents = agents;
        this.clock = clock;
    }

    /**
     * @param rows what should be there
     * @return sessions that must not be there
     */
    List<UUID> with(NodeAddress node, List<RunningSession> report, List<Resident> rows) {
        Map<UUID, Resident> expected = rows.stream()
                .filter(Resident::isContainer)
                .collect(Collectors.toMap(Resident::id, Function.identity()));
        var end = new ArrayList<UUID>();
        for (var reported : report) {
            var session = expected.remove(reported.sessionId());
            if (session == null || session.incarnation() < reported.incarnation()) {
                end.add(reported.sessionId());
            } else {
                correct(session, reported);
            }
        }
        expected.values().stream().filter(this::shouldExist).forEach(session -> apart(() -> missing(session, node)));
        return List.copyOf(end);
    }

    /** A report that waited in a queue may be older than the session: the node itself is asked before anything ends. */
    private void missing(Resident session, NodeAddress node) {
        try {
            if (agents.at(node).running().stream()
                    .noneMatch(running -> running.sessionId().equals(session.id()))) {
                ender.end(session.id(), EndReason.CONTAINER_LOST, "Its container is gone.");
            }
        } catch (Problem unknown) {
            Log.infof("whether %s still runs session %s is not known: %s", node.name(), session.id(), unknown.detail());
        }
    }

    private boolean shouldExist(Resident session) {
        return switch (session.state()) {
            case RUNNING, PAUSED, STOPPED -> isSettled(session);
            case REQUESTED, STARTING, PAUSING, STOPPING, RESUMING, ENDING, ENDED -> false;
        };
    }

    /** The report may be older than the last step of the session. */
    private boolean isSettled(Resident session) {
        return session.stateSince().plus(SETTLE).isBefore(clock.instant());
    }

    /** What differs from the row is brought back to it; what cannot be brought back is lost. */
    private void correct(Resident session, RunningSession reported) {
        switch (session.state()) {
            case RUNNING -> {
                if (reported.state() == State.STOPPED && (session.isFirstRun() || isSettled(session))) {
                    lost(session, "Its container " + reported.detail() + ".");
                } else if (reported.state() == State.PAUSED && isSettled(session)) {
                    apart(() -> keeper.resume(session.id(), SessionState.RUNNING));
                }
            }
            case PAUSED -> {
                if (reported.state() == State.STOPPED && isSettled(session)) {
                    lost(
                            session,
                            "While it was paused, its container " + reported.detail()
                                    + ". That happens when its server or the container engine is restarted.");
                } else if (reported.state() == State.RUNNING && isSettled(session)) {
                    apart(() -> keeper.pause(session.id(), SessionState.PAUSED));
                }
            }
            case STOPPED -> {
                if (reported.state() != State.STOPPED && isSettled(session)) {
                    apart(() -> keeper.stop(session.id(), SessionState.STOPPED));
                }
            }
            case REQUESTED, STARTING, PAUSING, STOPPING, RESUMING, ENDING, ENDED -> {}
        }
    }

    private void lost(Resident session, String detail) {
        apart(() -> ender.end(session.id(), EndReason.CONTAINER_LOST, detail));
    }

    /** Apart from this transaction, which is about to end. */
    private static void apart(Runnable correction) {
        Thread.ofVirtual().start(correction);
    }
}
