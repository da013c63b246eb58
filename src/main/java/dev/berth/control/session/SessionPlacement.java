package dev.berth.control.session;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.Span;
import dev.berth.contract.Trace;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.node.Ledger;
import dev.berth.control.node.Node;
import dev.berth.control.user.Caller;
import dev.berth.control.workspace.Workspace;
import dev.berth.control.workspace.WorkspaceKind;
import dev.berth.control.workspace.Workspaces;
import dev.berth.control.zone.ZoneChoice;
import dev.berth.control.zone.ZonePlan;
import dev.berth.control.zone.ZoneWish;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
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
    private final NewSessions begun;
    private final RemotePlacement remote;
    private final Workspaces workspaces;
    private final ZoneChoice choice;
    private final SessionConfig config;
    private final AuditTrail audit;
    private final Clock clock;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    SessionPlacement(
            SessionRepository sessions,
            Placements placements,
            NewSessions begun,
            RemotePlacement remote,
            Workspaces workspaces,
            ZoneChoice choice,
            SessionConfig config,
            AuditTrail audit,
            Clock clock) {
        this.sessions = sessions;
        this.placements = placements;
        this.begun = begun;
        this.remote = remote;
        this.workspaces = workspaces;
        this.choice = choice;
        this.config = config;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws Problem {@code NOT_FOUND}, {@code SESSION_LIMIT}, {@code NO_CAPACITY}, {@code UNAVAILABLE}, {@code INVALID} */
    Session place(UUID workspaceId, Optional<ScreenSize> screen, ZoneWish wish, Caller caller) {
        var id = UUID.randomUUID();
        Trace.current().say(Span.SESSION, id.toString());
        var span = Trace.part(Span.Kind.INTERNAL, "place session").say(Span.SESSION, id.toString());
        return span.of(() -> {
            var session = place(id, workspaceId, screen, wish, caller);
            span.say("berth.placement.node", String.valueOf(session.nodeName))
                    .say("berth.placement.zone", String.valueOf(session.zone));
            return session;
        });
    }

    private Session place(UUID id, UUID workspaceId, Optional<ScreenSize> screen, ZoneWish wish, Caller caller) {
        enter();
        try {
            var tried = attempt(id, workspaceId, screen, wish, caller);
            var workspace = tried.workspace;
            if (workspace.kind.isRemote()) {
                return remote.place(id, workspace, wish, tried.plan, caller);
            }
            return tried.session.orElseThrow(() -> QuarkusTransaction.requiringNew()
                    .call(() -> placements.refused(id, workspace, tried.plan, caller)));
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

    /** What a launch found out in its one transaction. */
    private record Tried(Workspace workspace, ZonePlan plan, Optional<Session> session) {}

    private Tried attempt(UUID id, UUID workspaceId, Optional<ScreenSize> screen, ZoneWish wish, Caller caller) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> attempt(id, workspaceId, screen, wish, caller, false));
        } catch (Ledger.HeldByOthers nearlyFull) {
            return QuarkusTransaction.requiringNew().call(() -> attempt(id, workspaceId, screen, wish, caller, true));
        }
    }

    private Tried attempt(
            UUID id, UUID workspaceId, Optional<ScreenSize> screen, ZoneWish wish, Caller caller, boolean inTurn) {
        var workspace = find(workspaceId);
        if (workspace.kind == WorkspaceKind.LINK) {
            throw Problem.invalid("workspaceId", "This workspace is a link: it is opened, not launched.");
        }
        if (workspace.kind.isRemote()) {
            return new Tried(workspace, choice.plan(wish, List.of()), Optional.empty());
        }
        var plan = choice.plan(wish, workspace.zones());
        var session = begun.begin(id, workspace, wish, caller);
        session.screen = screen.map(ScreenSize::geometry).orElse(null);
        return new Tried(
                workspace,
                plan,
                placements
                        .reserve(id, workspace, plan, inTurn)
                        .map(node -> placed(session, node, workspace, plan, caller)));
    }

    /** The row is written once, as one that has made its first step. */
    private Session placed(Session session, Node node, Workspace workspace, ZonePlan plan, Caller caller) {
        session.previousState = SessionState.REQUESTED;
        session.state = SessionState.STARTING;
        session.nodeId = node.id;
        session.nodeName = node.name;
        session.zone = node.zone;
        sessions.persist(session);
        audit.record(
                caller.name(),
                "session.launched",
                workspace.name,
                session.id + " on " + node.name + " in zone " + node.zone + "; " + plan.text(),
                caller.address());
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
