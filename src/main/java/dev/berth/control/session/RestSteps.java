package dev.berth.control.session;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.node.Ledger;
import dev.berth.control.node.Nodes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The steps of a session to rest and back, a short transaction each; every one is compare-and-set. */
@Singleton
public class RestSteps {
    private static final String KEEP = "keepaliveUntil = ?4, stateDetail = ?5";

    private final SessionRepository sessions;
    private final Ledger ledger;
    private final Nodes nodes;
    private final SessionConfig config;
    private final SessionWatch watch;
    private final Clock clock;

    RestSteps(
            SessionRepository sessions,
            Ledger ledger,
            Nodes nodes,
            SessionConfig config,
            SessionWatch watch,
            Clock clock) {
        this.sessions = sessions;
        this.ledger = ledger;
        this.nodes = nodes;
        this.config = config;
        this.watch = watch;
        this.clock = clock;
    }

    @Transactional
    boolean pausing(UUID id, SessionState from) {
        var until = clock.instant().plus(config.kept());
        return told(id, sessions.move(id, from, SessionState.PAUSING, KEEP, until, null));
    }

    @Transactional
    boolean paused(UUID id) {
        var until = clock.instant().plus(config.kept());
        return told(id, sessions.move(id, SessionState.PAUSING, SessionState.PAUSED, KEEP, until, null));
    }

    /** @param why null when nobody need be told */
    @Transactional
    boolean stopping(UUID id, SessionState from, @Nullable String why) {
        var until = clock.instant().plus(config.kept());
        return told(id, sessions.move(id, from, SessionState.STOPPING, KEEP, until, why));
    }

    /** Gives the place back. */
    @Transactional
    boolean stopped(UUID id) {
        var session = sessions.findById(id);
        if (session == null || session.state != SessionState.STOPPING) {
            return false;
        }
        boolean held = session.reserved;
        boolean moved = sessions.move(id, SessionState.STOPPING, SessionState.STOPPED, "reserved = false");
        if (moved && held && session.nodeId != null) {
            ledger.release(session.nodeId, session.share());
        }
        return told(id, moved);
    }

    /** Of a session that has kept its place. */
    @Transactional
    boolean resuming(UUID id, SessionState from) {
        var until = clock.instant().plus(config.keepalive());
        return told(id, sessions.move(id, from, SessionState.RESUMING, KEEP, until, null));
    }

    /**
     * Takes the place on the node again.
     *
     * @throws Problem {@code NO_CAPACITY}, {@code UNAVAILABLE}; the session stays stopped
     */
    @Transactional
    boolean resumingFromStop(UUID id) {
        var session = sessions.findById(id);
        var nodeId = session == null ? null : session.nodeId;
        if (session == null || nodeId == null || session.state != SessionState.STOPPED) {
            return false;
        }
        if (!nodes.isHealthy(nodeId)) {
            throw new Problem(
                    ProblemCode.UNAVAILABLE,
                    "The server " + session.nodeName
                            + " that keeps this session does not report at the moment. The session stays stopped; try again later.");
        }
        boolean moved =
                sessions.move(id, SessionState.STOPPED, SessionState.RESUMING, "reserved = true, stateDetail = null");
        if (moved && !ledger.reserve(nodeId, session.share())) {
            if (!nodes.offersRoom(nodeId)) {
                throw new Problem(
                        ProblemCode.UNAVAILABLE,
                        "The container engine of the server " + session.nodeName
                                + " that keeps this session does not answer at the moment. The session stays stopped; try"
                                + " again later.");
            }
            throw new Problem(
                    ProblemCode.NO_CAPACITY,
                    "The server " + session.nodeName
                            + " that keeps this session has no room for it at the moment. The session stays stopped; try again"
                            + " later, or end another session.");
        }
        return told(id, moved);
    }

    /** @param why null when all is well, else why it did not come to rest */
    @Transactional
    boolean running(UUID id, SessionState from, @Nullable String why) {
        var until = clock.instant().plus(config.keepalive());
        return told(id, sessions.move(id, from, SessionState.RUNNING, KEEP, until, why));
    }

    private boolean told(UUID id, boolean moved) {
        watch.changed(id);
        return moved;
    }
}
