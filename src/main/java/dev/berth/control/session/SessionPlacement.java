package dev.berth.control.session;

import dev.berth.contract.LaunchStep;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.node.Node;
import dev.berth.control.node.NodeRepository;
import dev.berth.control.node.Nodes;
import dev.berth.control.user.Caller;
import dev.berth.control.user.UserRepository;
import dev.berth.control.workspace.Workspace;
import dev.berth.control.workspace.Workspaces;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.UUID;

/** Makes the row of a session and reserves its place on a node, in one transaction. */
@Singleton
public class SessionPlacement {
    /** A keepalive that would move the end by less than this, or than a tenth of the time, is not written. */
    private static final Duration NOTICEABLE = Duration.ofSeconds(20);

    private final SessionRepository sessions;
    private final NodeRepository ledger;
    private final Nodes nodes;
    private final UserRepository users;
    private final Workspaces workspaces;
    private final SessionConfig config;
    private final AuditTrail audit;
    private final Clock clock;

    SessionPlacement(
            SessionRepository sessions,
            NodeRepository ledger,
            Nodes nodes,
            UserRepository users,
            Workspaces workspaces,
            SessionConfig config,
            AuditTrail audit,
            Clock clock) {
        this.sessions = sessions;
        this.ledger = ledger;
        this.nodes = nodes;
        this.users = users;
        this.workspaces = workspaces;
        this.config = config;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    Session place(UUID workspaceId, Caller caller) {
        var workspace = workspaces
                .find(workspaceId)
                .filter(w -> w.enabled)
                .orElseThrow(() -> Problem.notFound("workspace " + workspaceId));
        // the lock makes two launches of one user count each other
        users.findById(caller.userId(), LockModeType.PESSIMISTIC_WRITE);
        if (sessions.liveOf(caller.userId()) >= config.perUser()) {
            throw new Problem(
                    ProblemCode.SESSION_LIMIT,
                    "You have as many sessions as you may: " + config.perUser() + ". End one that you do not need.");
        }
        var session = requested(workspace, caller);
        sessions.persistAndFlush(session);
        var node = reserve(session);
        sessions.move(
                session.id,
                SessionState.REQUESTED,
                SessionState.STARTING,
                "nodeId = ?4, nodeName = ?5",
                node.id,
                node.name);
        audit.record(
                caller.name(), "session.launched", workspace.name, session.id + " on " + node.name, caller.address());
        sessions.getEntityManager().refresh(session);
        return session;
    }

    private Session requested(Workspace workspace, Caller caller) {
        var now = clock.instant();
        var session = new Session();
        session.id = UUID.randomUUID();
        session.incarnation = 1;
        session.userId = caller.userId();
        session.userName = caller.name();
        session.workspaceId = workspace.id;
        session.workspaceName = workspace.name;
        session.workspaceIcon = workspace.icon;
        session.protocol = workspace.protocol;
        session.cores = workspace.cores;
        session.memoryBytes = workspace.memoryBytes;
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

    private Node reserve(Session session) {
        var choice = Scheduler.choose(nodes.healthy(), session.cores, session.memoryBytes);
        var refusals = new ArrayList<>(choice.refusals());
        for (var node : choice.candidates()) {
            if (ledger.reserve(node.id, session.cores, session.memoryBytes)) {
                return node;
            }
            refusals.add(node.name + ": its room was taken a moment ago");
        }
        Log.infof("no capacity for %s: %s", session.workspaceName, refusals);
        throw new Problem(
                ProblemCode.NO_CAPACITY,
                "No node has room for this workspace at the moment. Try again later, or end a session you do not need."
                        + (refusals.isEmpty() ? " (No agent reports.)" : " (" + String.join("; ", refusals) + ")"));
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
