package dev.berth.control.session;

import dev.berth.contract.Pass;
import dev.berth.contract.PassList;
import dev.berth.control.secret.SigningKeys;
import dev.berth.control.zone.CurrentZones;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The lists of revoked passes, one for each zone that has grace. A list is not kept by those who end something: it is what
 * the rows of sessions, sign-ins and users say about each pass that was given, so that no end can be forgotten. A zone
 * without grace costs a look at its settings, which are at hand.
 */
@Singleton
final class RevokedPasses {
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** Of a grace, how much may pass before a list that says the same is dated anew. */
    private static final int PART = 10;

    private static final int MOST = 10_000;
    private static final String REVOKED = "select p.session_id, p.login_id, p.incarnation from grace_pass p"
            + " left join session s on s.id = p.session_id"
            + " left join login l on l.id = p.login_id left join app_user u on u.id = l.user_id"
            + " where p.zone = ?1 and p.expires_at > ?2 and not coalesce(s.state in ('STARTING', 'RUNNING')"
            + " and s.incarnation = p.incarnation and l.expires_at > ?2 and u.enabled, false)"
            + " order by p.session_id, p.login_id, p.incarnation limit ?3";

    private final CurrentZones zones;
    private final SigningKeys keys;
    private final Clock clock;
    private final Map<String, Kept> lists = new ConcurrentHashMap<>();

    private record Kept(PassList list, Instant read) {}

    RevokedPasses(CurrentZones zones, SigningKeys keys, Clock clock) {
        this.zones = zones;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * What a node of the zone has to be told; in a transaction.
     *
     * @param known of when the list is that it has
     */
    Optional<PassList> news(String name, Optional<Instant> known) {
        var zone = zones.known().get(name);
        if (zone == null || !zone.settings().hasGrace()) {
            return Optional.empty();
        }
        var kept = lists.get(name);
        var now = clock.instant();
        if (kept == null || kept.read().plus(FRESH).isBefore(now)) {
            kept = new Kept(read(name, zone.settings().graceSeconds(), kept), now);
            lists.put(name, kept);
        }
        return Optional.of(kept.list())
                .filter(list -> list.revoked().size() <= MOST)
                .filter(list -> known.filter(at -> !at.isBefore(list.at())).isEmpty());
    }

    private PassList read(String zone, int graceSeconds, @Nullable Kept before) {
        var entities = Panache.getEntityManager();
        // by one clock, whichever web app reads; and before the rows, so that a later list never knows less
        var at = (Instant)
                entities.createNativeQuery("select statement_timestamp()").getSingleResult();
        List<?> rows = entities.createNativeQuery(REVOKED)
                .setParameter(1, zone)
                .setParameter(2, at)
                .setParameter(3, MOST + 1)
                .getResultList();
        var revoked = rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> Pass.right((UUID) row[0], (UUID) row[1], ((Number) row[2]).intValue()))
                .toList();
        if (revoked.size() > MOST) {
            Log.warnf(
                    "zone %s has more than %d revoked passes; its nodes get no list, and so grant no grace",
                    zone, MOST);
        }
        if (before != null
                && before.list().revoked().equals(revoked)
                && before.list().at().plusMillis(graceSeconds * 1000L / PART).isAfter(at)) {
            return before.list();
        }
        return new PassList(
                zone,
                at,
                Base64.getEncoder().encodeToString(keys.keys().getPublic().getEncoded()),
                revoked);
    }
}
