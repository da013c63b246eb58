package dev.berth.control.session;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.Repeatable;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.user.Caller;
import dev.berth.control.zone.ZoneWish;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** What users and administrators may do with sessions. */
@Singleton
public class Sessions {
    private static final Duration ENDED_SHOWN = Duration.ofHours(1);
    /** Whatever else may wake it: one who follows looks again after this long, also whether it still may. */
    private static final Duration CALM = Duration.ofSeconds(5);

    private static final int MOST_LISTED = 1000;

    private final SessionRepository sessions;
    private final SessionPlacement placement;
    private final SessionLauncher launcher;
    private final SessionEnder ender;
    private final SessionKeeper keeper;
    private final AuditTrail audit;
    private final SessionWatch watch;
    private final Clock clock;

    Sessions(
            SessionRepository sessions,
            SessionPlacement placement,
            SessionLauncher launcher,
            SessionEnder ender,
            SessionKeeper keeper,
            AuditTrail audit,
            SessionWatch watch,
            Clock clock) {
        this.sessions = sessions;
        this.placement = placement;
        this.launcher = launcher;
        this.ender = ender;
        this.keeper = keeper;
        this.audit = audit;
        this.watch = watch;
        this.clock = clock;
    }

    /**
     * Places the session and starts its launch; answers before it runs.
     *
     * @param screen the size of the desktop; its image decides when empty
     * @param wish   where the user is
     * @throws Problem {@code NOT_FOUND}, {@code SESSION_LIMIT}, {@code NO_CAPACITY}, {@code UNAVAILABLE}, {@code INVALID}
     *     for a link
     */
    public Session launch(UUID workspaceId, Optional<ScreenSize> screen, ZoneWish wish, Caller caller) {
        var session = placement.place(workspaceId, screen, wish, caller);
        if (session.protocol.ofContainers()) {
            launcher.start(session.id);
        }
        return session;
    }

    @Repeatable
    @Transactional
    public List<Session> of(Caller caller) {
        return sessions.of(caller.userId(), clock.instant().minus(ENDED_SHOWN));
    }

    @Repeatable
    @Transactional
    public List<Session> live() {
        return sessions.notEnded();
    }

    @Repeatable
    @Transactional
    public List<Session> latest() {
        return sessions.latest(MOST_LISTED);
    }

    /** @throws Problem {@code NOT_FOUND}, also when the session is another user's */
    @Repeatable
    @Transactional
    public Session get(UUID id, Caller caller) {
        return sessions.findByIdOptional(id)
                .filter(session -> caller.isAdministrator() || caller.userId().equals(session.userId))
                .orElseThrow(() -> Problem.notFound("session " + id));
    }

    /** Only the owner's connection counts; an administrator who looks does not keep a session alive. */
    @Transactional
    public Session keepAlive(UUID id, Caller caller) {
        var session = get(id, caller);
        if (caller.userId().equals(session.userId)) {
            placement.keepAlive(List.of(id));
        }
        return session;
    }

    public Session end(UUID id, Caller caller) {
        var session = get(id, caller);
        boolean own = caller.userId().equals(session.userId);
        ender.end(
                id, own ? EndReason.ENDED_BY_USER : EndReason.ENDED_BY_ADMINISTRATOR, own ? "" : "by " + caller.name());
        return QuarkusTransaction.requiringNew().call(() -> sessions.findById(id));
    }

    /**
     * Brings the session to rest or back, as its owner or an administrator wishes; answers before it is done. What is
     * so already, or on the way, stays.
     *
     * @throws Problem {@code CONFLICT} when the session's state does not allow it, {@code NO_CAPACITY} and
     *     {@code UNAVAILABLE} when a stopped session cannot go on now
     */
    public Session change(UUID id, SessionAction action, Caller caller) {
        var session = QuarkusTransaction.requiringNew().call(() -> get(id, caller));
        if (isOrWillBe(session.state, action)) {
            return session;
        }
        boolean begun = session.actions().contains(action)
                && switch (action) {
                    case PAUSE -> keeper.pause(id, session.state);
                    case STOP -> keeper.stop(id, session.state);
                    case RESUME -> keeper.resume(id, session.state);
                    case END -> throw new IllegalArgumentException("an end has a reason");
                };
        if (!begun) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "The session is " + session.state.wireName() + ", so it cannot " + action.wireName() + " now.");
        }
        Log.infof("session %s: %s asked for by %s", id, action.wireName(), caller.name());
        return QuarkusTransaction.requiringNew().call(() -> {
            audit.record(
                    caller.name(),
                    "session." + action.wireName(),
                    session.workspaceName,
                    id + " of " + session.userName,
                    caller.address());
            return get(id, caller);
        });
    }

    private static boolean isOrWillBe(SessionState state, SessionAction action) {
        return switch (action) {
            case PAUSE -> state == SessionState.PAUSING || state == SessionState.PAUSED;
            case STOP -> state == SessionState.STOPPING || state == SessionState.STOPPED;
            case RESUME -> state == SessionState.RESUMING || state == SessionState.RUNNING;
            case END -> false;
        };
    }

    /**
     * Tells each change to {@code listener}, the present state first, until the session has ended, the thread is
     * interrupted or the listener throws.
     */
    public void follow(UUID id, Caller caller, Consumer<Session> listener) {
        long told = -1;
        try (var follower = watch.follow(id)) {
            while (!Thread.currentThread().isInterrupted()) {
                follower.reads();
                var session = QuarkusTransaction.requiringNew().call(() -> get(id, caller));
                if (session.version != told) {
                    told = session.version;
                    listener.accept(session);
                }
                if (session.state == SessionState.ENDED) {
                    return;
                }
                follower.await(told, CALM);
            }
        }
    }
}
