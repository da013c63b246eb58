package dev.berth.control.session;

import dev.berth.contract.Pass;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionRoute;
import dev.berth.contract.StreamToken;
import dev.berth.control.secret.SigningKeys;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;

/** Gives passes, and knows which right each of them is for as long as it has not expired. */
@Singleton
public class Passes {
    private final SigningKeys keys;
    private final Clock clock;

    Passes(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * In the transaction that found the route.
     *
     * @throws Problem {@code CONFLICT} for a zone without grace
     */
    @Transactional
    StreamToken issue(SessionRoute route, String zone, int graceSeconds, String origin) {
        if (graceSeconds == 0) {
            throw new Problem(ProblemCode.CONFLICT, "Zone " + zone + " has no grace, so there is no pass for it.");
        }
        var now = clock.instant();
        var end = now.plusSeconds(graceSeconds);
        var expiresAt = route.expiresAt().isBefore(end) ? route.expiresAt() : end;
        Panache.getEntityManager()
                .createNativeQuery("insert into grace_pass (session_id, login_id, incarnation, zone, expires_at)"
                        + " values (?1, ?2, ?3, ?4, ?5) on conflict (session_id, login_id, incarnation) do update set"
                        + " zone = excluded.zone, expires_at = greatest(grace_pass.expires_at, excluded.expires_at)")
                .setParameter(1, route.sessionId())
                .setParameter(2, route.loginId())
                .setParameter(3, route.incarnation())
                .setParameter(4, zone)
                .setParameter(5, expiresAt)
                .executeUpdate();
        return new StreamToken(
                new Pass(route, zone, origin, now).sign(keys.keys().getPrivate()), expiresAt);
    }

    @Transactional
    public void deleteExpired(Instant now) {
        Panache.getEntityManager()
                .createNativeQuery("delete from grace_pass where expires_at < ?1")
                .setParameter(1, now)
                .executeUpdate();
    }
}
