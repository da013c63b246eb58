package dev.berth.control.identity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Questions about enrolments. */
@Singleton
public class EnrolmentRepository implements PanacheRepositoryBase<Enrolment, UUID> {
    List<Enrolment> latest() {
        return list("order by createdAt desc");
    }

    /** One conditional update: of two nodes with one token, one joins. */
    boolean use(UUID id, UUID node, String key, Instant now) {
        return update(
                        "usedAt = ?4, usedBy = ?2, usedKey = ?3 where id = ?1 and usedAt is null and expiresAt > ?4",
                        id,
                        node,
                        key,
                        now)
                == 1;
    }

    /** Those whose end nobody has noticed yet: neither used nor valid. */
    List<Enrolment> expiredUnused(Instant now) {
        return list("usedAt is null and expiresAt < ?1", now);
    }

    void deleteUsed(Instant before) {
        delete("usedAt < ?1", before);
    }
}
