package dev.berth.control.session;

import dev.berth.contract.Problem;
import dev.berth.control.user.Caller;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** What users and administrators may do with sessions. */
@Singleton
public class Sessions {
    private static final Duration ENDED_SHOWN = Duration.ofHours(1);
    /** How long a change made by another web app may stay unseen, during a launch or an end and else. */
    private static final Duration BUSY = Duration.ofMillis(300);

    private static final Duration CALM = Duration.ofSeconds(2);
    private static final int MOST_LISTED = 1000;

    private final SessionRepository sessions;
    private final SessionPlacement placement;
    private final SessionLauncher launcher;
    private final SessionEnder ender;
    private final SessionWatch watch;
    private final Clock clock;

    Sessions(
            SessionRepository sessions,
            SessionPlacement placement,
            SessionLauncher launcher,
            SessionEnder ender,
            SessionWatch watch,
            Clock clock) {
        this.sessions = sessions;
        this.placement = placement;
        this.launcher = launcher;
        this.ender = ender;
        this.watch = watch;
        this.clock = clock;
    }

    /**
     * Places the session and starts its launch; answers before it runs.
     *
     * @throws Problem {@code NOT_FOUND}, {@code SESSION_LIMIT}, {@code NO_CAPACITY}
     */
    public Session launch(UUID workspaceId, Caller caller) {
        var session = placement.place(workspaceId, caller);
        launcher.start(session.id);
        return session;
    }

    @Transactional
    public List<Session> of(Caller caller) {
        return sessions.of(caller.userId(), clock.instant().minus(ENDED_SHOWN));
    }

    @Transactional
    public List<Session> live() {
        return sessions.notEnded();
    }

    @Transactional
    public List<Session> latest() {
        return sessions.latest(MOST_LISTED);
    }

    /** @throws Problem {@code NOT_FOUND}, also when the session is another user's */
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
     * Tells each change to {@code listener}, the present state first, until the session has ended, the thread is
     * interrupted or the listener throws.
     */
    public void follow(UUID id, Caller caller, Consumer<Session> listener) {
        long told = -1;
        while (!Thread.currentThread().isInterrupted()) {
            var ticket = watch.ticket(id);
            var session = QuarkusTransaction.requiringNew().call(() -> get(id, caller));
            if (session.version != told) {
                told = session.version;
                listener.accept(session);
            }
            if (session.state == SessionState.ENDED) {
                return;
            }
            SessionWatch.await(ticket, session.state == SessionState.RUNNING ? CALM : BUSY);
        }
    }
}
