package dev.berth.control.session;

import dev.berth.control.job.Job;
import dev.berth.control.node.Drains;
import dev.berth.control.node.Nodes;
import dev.berth.control.node.SilentZones;
import dev.berth.control.workspace.KeepaliveAction;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Brings what was interrupted to its end: expiry, ends under way, abandoned launches, sessions of missing nodes. */
@Singleton
public final class SessionReconciler implements Job {
    /** Nodes and streams have this long to report before their silence means anything. */
    private static final Duration GRACE = Duration.ofSeconds(15);
    /** A pause between two passes that cannot be told from an outage of the database. */
    private static final Duration INTERRUPTION = Duration.ofSeconds(5);

    private final SessionRepository sessions;
    private final SessionSteps steps;
    private final SessionLauncher launcher;
    private final SessionEnder ender;
    private final SessionKeeper keeper;
    private final ProxyChange proxies;
    private final SessionConfig config;
    private final Nodes nodes;
    private final SilentZones zones;
    private final Drains drains;
    private final Clock clock;
    private Instant lastPass;
    private Instant settledAt;

    SessionReconciler(
            SessionRepository sessions,
            SessionSteps steps,
            SessionLauncher launcher,
            SessionEnder ender,
            SessionKeeper keeper,
            ProxyChange proxies,
            SessionConfig config,
            Nodes nodes,
            SilentZones zones,
            Drains drains,
            Clock clock) {
        this.sessions = sessions;
        this.steps = steps;
        this.launcher = launcher;
        this.ender = ender;
        this.keeper = keeper;
        this.proxies = proxies;
        this.config = config;
        this.nodes = nodes;
        this.zones = zones;
        this.drains = drains;
        this.clock = clock;
        this.lastPass = clock.instant();
        this.settledAt = lastPass.plus(GRACE);
    }

    @Override
    public void run() {
        var now = clock.instant();
        boolean settled = isSettled(now);
        read(() -> sessions.expired(now)).stream()
                .filter(session -> settled || isOver(session, now))
                .forEach(session -> expire(session, now));
        read(() -> sessions.in(SessionState.ENDING)).forEach(session -> ender.finishLater(session.id));
        read(() -> sessions.in(SessionState.PAUSING, SessionState.STOPPING, SessionState.RESUMING))
                .forEach(session -> keeper.finishLater(session.id));
        read(sessions::homeless).forEach(this::homeless);
        read(sessions::withoutMachine).forEach(session -> ender.end(session.id, EndReason.SERVER_DELETED, ""));
        read(sessions::ownerless).forEach(this::ownerless);
        read(() -> sessions.abandoned(now)).forEach(this::takeUp);
        drains.overdue().forEach(node -> read(() -> sessions.onNode(node.id)).forEach(this::moveOn));
        // a database that hung during this very pass has kept the nodes from reporting
        if (settled && clock.instant().isBefore(now.plus(INTERRUPTION))) {
            read(() -> sessions.lost(nodes.seenSince(), zones.now(), zones.deadSince()))
                    .forEach(this::lost);
        }
    }

    /**
     * After a start or an outage of its own this web app cannot tell a dead node, or a session that nobody looks at,
     * from one that has had no time to report.
     */
    private boolean isSettled(Instant now) {
        if (now.isAfter(lastPass.plus(INTERRUPTION))) {
            settledAt = now.plus(GRACE);
        }
        lastPass = now;
        return now.isAfter(settledAt);
    }

    private static List<Session> read(Supplier<List<Session>> query) {
        return QuarkusTransaction.requiringNew().call(query::get);
    }

    private static boolean isOver(Session session, Instant now) {
        var limit = session.expiresAt;
        return limit != null && limit.isBefore(now);
    }

    private void expire(Session session, Instant now) {
        if (isOver(session, now)) {
            ender.end(session.id, EndReason.TIME_LIMIT, "");
            return;
        }
        var chosen = session.keepaliveAction;
        switch (session.state == SessionState.RUNNING && session.protocol.ofContainers()
                ? Optional.ofNullable(chosen).orElseGet(config::keepaliveAction)
                : KeepaliveAction.END) {
            case END -> ender.end(session.id, EndReason.KEEPALIVE_EXPIRED, "");
            case PAUSE -> keeper.pause(session.id, SessionState.RUNNING);
            case STOP -> keeper.stop(session.id, SessionState.RUNNING);
        }
    }

    private void homeless(Session session) {
        ender.end(session.id, EndReason.CONTAINER_LOST, "The node " + session.nodeName + " was removed.");
    }

    private void ownerless(Session session) {
        ender.end(session.id, session.userId == null ? EndReason.USER_DELETED : EndReason.USER_DISABLED, "");
    }

    private void takeUp(Session session) {
        if (steps.takeUp(session.id)) {
            Log.infof("taking up the abandoned launch of session %s", session.id);
            launcher.start(session.id);
        }
    }

    private void moveOn(Session session) {
        if (!session.protocol.ofContainers()) {
            proxies.move(session.id);
        } else if (session.state.isLive()) {
            ender.end(session.id, EndReason.NODE_DRAINED, "");
        }
    }

    private void lost(Session session) {
        if (session.state.isLive() && !session.state.outlivesItsNode()) {
            ender.end(session.id, EndReason.NODE_LOST, "The node " + session.nodeName + " stopped reporting.");
        }
    }
}
