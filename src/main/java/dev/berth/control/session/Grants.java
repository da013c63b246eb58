package dev.berth.control.session;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.user.Caller;
import dev.berth.control.user.Tokens;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Gives out connect grants and takes them back, once each. */
@Singleton
public class Grants implements PanacheRepositoryBase<ConnectGrant, byte[]> {
    private static final Duration LIFETIME = Duration.ofSeconds(60);

    private final SessionRepository sessions;
    private final ProxyChange proxies;
    private final OwnCredential own;
    private final Clock clock;

    Grants(SessionRepository sessions, ProxyChange proxies, OwnCredential own, Clock clock) {
        this.sessions = sessions;
        this.proxies = proxies;
        this.own = own;
        this.clock = clock;
    }

    /**
     * Only the owner connects. A session that is still starting has its grant in advance, so that the browser holds its
     * token when the stream opens.
     *
     * @param console the address of the page that will open the stream
     * @param typed the password of the sign-in, for machines that want the same one
     * @throws Problem {@code NOT_FOUND}, {@code SESSION_ENDED}, {@code UNAVAILABLE}, {@code CONFLICT}
     */
    @Transactional
    public String give(UUID sessionId, String console, Caller caller, Supplier<Optional<String>> typed) {
        var session = sessions.findByIdOptional(sessionId)
                .filter(s -> caller.userId().equals(s.userId))
                .orElseThrow(() -> Problem.notFound("session " + sessionId));
        requireLive(session);
        proxies.ensure(session);
        own.carry(session, typed);
        if (!console.equals(session.console)) {
            sessions.update("console = ?2 where id = ?1", sessionId, console);
        }
        var grant = Tokens.fresh();
        var row = new ConnectGrant();
        row.grantHash = Tokens.hash(grant);
        row.sessionId = sessionId;
        row.loginId = caller.loginId();
        row.expiresAt = clock.instant().plus(LIFETIME);
        persist(row);
        return grant;
    }

    static void requireLive(Session session) {
        var reason = session.endReason;
        if (!session.state.isLive()) {
            throw new Problem(ProblemCode.SESSION_ENDED, reason == null ? "The session has ended." : reason.sentence());
        }
    }

    static void requireRunning(Session session) {
        requireLive(session);
        if (session.state != SessionState.RUNNING) {
            throw new Problem(ProblemCode.SESSION_NOT_RUNNING, notRunning(session.state));
        }
    }

    private static String notRunning(SessionState state) {
        return switch (state) {
            case PAUSING, PAUSED -> "The session is paused. Resume it to go on.";
            case STOPPING, STOPPED -> "The session is stopped. Resume it to go on.";
            case RESUMING -> "The session is being resumed. Try again in a moment.";
            case REQUESTED, STARTING, RUNNING, ENDING, ENDED -> "The session is still starting. Try again in a moment.";
        };
    }

    /** The row's deletion decides between two who come with the same grant. */
    @Transactional
    Optional<ConnectGrant> take(String grant, UUID sessionId) {
        var hash = Tokens.hash(grant);
        var row = findById(hash);
        if (row == null || delete("grantHash = ?1", hash) == 0) {
            return Optional.empty();
        }
        return Optional.of(row).filter(g -> g.sessionId.equals(sessionId) && g.expiresAt.isAfter(clock.instant()));
    }

    @Transactional
    public long deleteExpired(Instant now) {
        return delete("expiresAt < ?1", now);
    }
}
