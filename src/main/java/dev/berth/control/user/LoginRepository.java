package dev.berth.control.user;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
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
        return find(
                        "from Login l join fetch l.user u where l.id in ?1 and l.expiresAt > ?2 and u.enabled = true",
                        ids,
                        now)
                .stream()
                .map(login -> login.id)
                .collect(Collectors.toSet());
    }

    long endAllOf(UUID userId) {
        return delete("user.id = ?1", userId);
    }

    public long deleteExpired(Instant now) {
        return delete("expiresAt < ?1", now);
    }
}
