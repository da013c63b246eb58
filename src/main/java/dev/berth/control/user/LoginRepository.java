package dev.berth.control.user;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Questions about sign-ins. */
@Singleton
public class LoginRepository implements PanacheRepositoryBase<Login, UUID> {
    Optional<Login> valid(byte[] tokenHash, Instant now) {
        return find(
                        "from Login l join fetch l.user u where l.tokenHash = ?1 and l.expiresAt > ?2 and u.enabled = true",
                        tokenHash,
                        now)
                .firstResultOptional();
    }

    /** Of the sign-ins given, those that still count. */
    public Set<UUID> stillValid(Collection<UUID> ids, Instant now) {
        List<?> found = getEntityManager()
                .createNativeQuery("select l.id from login l join app_user u on u.id = l.user_id"
                        + " where l.id = any(?1) and l.expires_at > ?2 and u.enabled")
                .setParameter(1, ids.toArray(UUID[]::new))
                .setParameter(2, now)
                .getResultList();
        return found.stream().map(UUID.class::cast).collect(Collectors.toSet());
    }

    long endAllOf(UUID userId) {
        return delete("user.id = ?1", userId);
    }

    public long deleteExpired(Instant now) {
        return delete("expiresAt < ?1", now);
    }
}
