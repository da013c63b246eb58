package dev.berth.control.session;

import dev.berth.contract.LaunchStep;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.node.NodeRepository;
import dev.berth.control.user.Caller;
import dev.berth.control.user.UserRepository;
import dev.berth.control.workspace.Workspace;
import dev.berth.control.workspace.Workspaces;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Makes the row of a session and reserves its place on a node, in one transaction. */
@Singleton
public class SessionPlacement {
    /** A keepalive that would move the end by less than this, or than a tenth of the time, is not written. */
    private static final Duration NOTICEABLE = Duration.ofSeconds(20);

    /** More at once would only wait for the database, and keep its connections from everybody else. */
    private static final int AT_ONCE = 8;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);

    private final SessionRepository sessions;
    private final Placements placements;
    private final NodeRepository nodes;
    private final UserRepository users;
    private final Workspaces workspaces;
    private final SessionConfig config;
    private final AuditTrail audit;
    private final Clock clock;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    SessionPlacement(
            SessionRepository sessions,
            Placements placements,
            NodeRepository nodes,
            UserRepository users,
            Workspaces workspaces,
            SessionConfig config,
            AuditTrail audit,
            Clock clock) {
        this.sessions = sessions;
        this.placements = placements;
        this.nodes = nodes;
        this.users = users;
        this.workspaces = workspaces;
        this.config = config;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws Problem {@code NOT_FOUND}, {@code SESSION_LIMIT}, {@code NO_CAPACITY}, {@code UNAVAILABLE} */
    Session place(UUID workspaceId, Optional<ScreenSize> screen, Caller caller) {
        var id = UUID.randomUUID();
        enter();
        try {
            return QuarkusTransaction.requiringNew()
                    .call(() -> attempt(id, find(workspaceId), screen, caller))
                    .orElseThrow(() -> QuarkusTransaction.requiringNew()
                            .call(() -> placements.refused(id, find(workspaceId), caller)));
        } finally {
            turns.release();
        }
    }

    private void enter() {
        try {
            if (turns.tryAcquire(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw new Problem(
                ProblemCode.UNAVAILABLE, "Very many workspaces are being launched at this moment. Try again.");
    }

    private Workspace find(UUID id) {
        return workspaces.find(id).filter(w -> w.enabled).orElseThrow(() -> Problem.notFound("workspace " + id));
    }

    private Optional<Session> attempt(UUID id, Workspace workspace, Optional<ScreenSize> screen, Caller caller) {
        // the lock makes two launches of one user count each other
        users.findById(caller.userId(), LockModeType.PESSIMISTIC_WRITE);
        if (sessions.liveOf(caller.userId()) >= config.perUser()) {
            throw new Problem(
                    ProblemCode.SESSION_LIMIT,
                    "You have as many sessions as you may: " + config.perUser() + ". End one that you do not need.");
        }
        return placements.reserve(id, workspace).map(nodes::findById).map(node -> {
            var session = requested(id, workspace, caller);
            session.screen = screen.map(ScreenSize::geometry).orElse(null);
            sessions.persistAndFlush(session);
            sessions.move(
                    id,
                    SessionState.REQUESTED,
                    SessionState.STARTING,
                    "nodeId = ?4, nodeName = ?5",
                    node.id,
                    node.name);
            audit.record(caller.name(), "session.launched", workspace.name, id + " on " + node.name, caller.address());
            sessions.getEntityManager().refresh(session);
            return session;
        });
    }

    private Session requested(UUID id, Workspace workspace, Caller caller) {
        var now = clock.instant();
        var session = new Session();
        session.id = id;
        session.incarnation = 1;
        session.userId = caller.userId();
        session.userName = caller.name();
        session.workspaceId = workspace.id;
        session.workspaceName = workspace.name;
        session.workspaceIcon = workspace.icon;
        session.protocol = workspace.protocol;
        session.cores = workspace.cores;
        session.memoryBytes = workspace.memoryBytes;
        session.gpus = workspace.gpus;
        session.timeLimitSeconds = workspace.sessionTimeLimitSeconds;
        session.keepaliveAction = workspace.keepaliveAction;
        session.state = SessionState.REQUESTED;
        session.stateSince = now;
        session.progressStep = LaunchStep.WAITING;
        session.createdAt = now;
        session.keepaliveUntil = now.plus(config.keepalive());
        session.leaseUntil = now.plus(SessionSteps.LEASE);
        return session;
    }

    @Transactional
    public void keepAlive(Collection<UUID> ids) {
        if (!ids.isEmpty()) {
            var until = clock.instant().plus(config.keepalive());
            var part = config.keepalive().dividedBy(10);
            sessions.keepAlive(ids, until, until.minus(part.compareTo(NOTICEABLE) < 0 ? part : NOTICEABLE));
        }
    }
}
