package dev.berth.control.session;

import dev.berth.contract.CpuMode;
import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.HostShare;
import dev.berth.contract.LaunchProgress;
import dev.berth.contract.RegistryCredentials;
import dev.berth.contract.SessionSpec;
import dev.berth.control.node.Ledger;
import dev.berth.control.node.Node;
import dev.berth.control.node.NodeRepository;
import dev.berth.control.workspace.Workspace;
import dev.berth.control.workspace.Workspaces;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The steps of a session, a short transaction each; every one is compare-and-set, and tells who waits. */
@Singleton
public class SessionSteps {
    /** How long a launch may go without a sign of life before another web app takes it up. */
    static final Duration LEASE = Duration.ofSeconds(10);

    private final SessionRepository sessions;
    private final NodeRepository nodes;
    private final Ledger ledger;
    private final Workspaces workspaces;
    private final SessionConfig config;
    private final SessionWatch watch;
    private final Clock clock;

    SessionSteps(
            SessionRepository sessions,
            NodeRepository nodes,
            Ledger ledger,
            Workspaces workspaces,
            SessionConfig config,
            SessionWatch watch,
            Clock clock) {
        this.sessions = sessions;
        this.nodes = nodes;
        this.ledger = ledger;
        this.workspaces = workspaces;
        this.config = config;
        this.watch = watch;
        this.clock = clock;
    }

    /** What an agent needs; empty when the workspace was deleted in the meantime. */
    @Transactional
    Optional<SessionSpec> spec(Session session) {
        return Optional.ofNullable(session.workspaceId)
                .flatMap(workspaces::find)
                .map(workspace -> spec(session, workspace));
    }

    private SessionSpec spec(Session session, Workspace workspace) {
        Optional<RegistryCredentials> registry = workspaces.credentials(workspace);
        Map<String, String> environment = new HashMap<>(workspaces.environment(workspace));
        // the variable that workspace images with a screen read; what the workspace itself says counts more
        if (session.screen != null && session.protocol != DeliveryProtocol.HTTP) {
            environment.putIfAbsent("VNC_RESOLUTION", session.screen);
        }
        return new SessionSpec(
                session.id,
                session.incarnation,
                session.userId == null ? new UUID(0, 0) : session.userId,
                session.userName,
                session.workspaceName,
                workspace.image,
                registry,
                session.cores,
                session.memoryBytes,
                workspace.sharedMemoryBytes,
                environment,
                workspace.runOverrides,
                session.protocol,
                workspace.effectivePort(),
                new HostShare(cpuMode(session), session.gpus, Optional.ofNullable(workspace.dockerNetwork)));
    }

    private CpuMode cpuMode(Session session) {
        return Optional.ofNullable(session.nodeId)
                .map(nodes::findById)
                .map(Node::effectiveCpuMode)
                .orElse(CpuMode.QUOTA);
    }

    @Transactional
    void progress(UUID id, LaunchProgress progress) {
        sessions.update(
                "progressStep = ?2, progressPercent = ?3, progressDetail = ?4, version = version + 1, leaseUntil = ?5"
                        + " where id = ?1 and state = ?6",
                id,
                progress.step(),
                progress.percent().orElse(null),
                progress.detail().orElse(null),
                clock.instant().plus(LEASE),
                SessionState.STARTING);
        watch.changed(id);
    }

    /** Whoever comes first may take it up from now on. */
    @Transactional
    void giveUpLease(UUID id) {
        sessions.renewLease(id, clock.instant().minus(LEASE));
    }

    @Transactional
    void renewLease(UUID id) {
        sessions.renewLease(id, clock.instant().plus(LEASE));
    }

    /** @return false when the session was ended in the meantime */
    @Transactional
    boolean running(Session session) {
        var now = clock.instant();
        var limit = session.timeLimitSeconds;
        boolean moved = sessions.move(
                session.id,
                SessionState.STARTING,
                SessionState.RUNNING,
                "startedAt = ?4, keepaliveUntil = ?5, expiresAt = ?6, progressStep = null, progressPercent = null, progressDetail = null",
                now,
                now.plus(config.keepalive()),
                limit == null ? null : now.plusSeconds(limit));
        watch.changed(session.id);
        return moved;
    }

    /** The agent has cleaned up already. */
    @Transactional
    void launchFailed(Session session, String detail) {
        ended(session, SessionState.STARTING, ", endReason = ?5, endDetail = ?6", EndReason.LAUNCH_FAILED, detail);
    }

    /** From any live state; the container is removed afterwards. False when the session is ending already. */
    @Transactional
    boolean ending(UUID id, EndReason reason, String detail) {
        var now = clock.instant();
        var set = "endReason = ?4, endDetail = ?5, endingAt = ?6";
        boolean moved = false;
        var state = sessions.state(id);
        // until it holds: a pause or a resume may be at work on the same row
        while (!moved
                && state.filter(s -> s.successors().contains(SessionState.ENDING))
                        .isPresent()) {
            moved = sessions.move(id, state.get(), SessionState.ENDING, set, reason, detail, now);
            state = sessions.state(id);
        }
        watch.changed(id);
        return moved;
    }

    @Transactional
    void ended(Session session) {
        ended(session, SessionState.ENDING, "");
    }

    private void ended(Session session, SessionState from, String extra, @Nullable Object... parameters) {
        var all = new @Nullable Object[parameters.length + 1];
        all[0] = clock.instant();
        System.arraycopy(parameters, 0, all, 1, parameters.length);
        boolean moved =
                sessions.move(session.id, from, SessionState.ENDED, "endedAt = ?4, credential = null" + extra, all);
        // exactly one caller moves it, so exactly one gives the reservation back
        if (moved && session.nodeId != null && session.reserved) {
            ledger.release(session.nodeId, session.share());
        }
        watch.changed(session.id);
    }

    /** True for the one web app that may go on with an abandoned launch. */
    @Transactional
    boolean takeUp(UUID id) {
        Instant now = clock.instant();
        return sessions.takeLease(id, now, now.plus(LEASE));
    }

    @Transactional
    Optional<Session> read(UUID id) {
        return sessions.findByIdOptional(id);
    }
}
