package dev.berth.control.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Leave for one node to join, as long as its token is neither used nor expired. */
@Entity
public class Enrolment {
    @Id
    public UUID id;

    byte[] secretHash;
    /** Comma-separated names. */
    String roles;

    public String zone;
    public String madeBy;
    public Instant createdAt;
    public Instant expiresAt;

    @Column(updatable = false)
    public @Nullable Instant usedAt;

    @Column(updatable = false)
    public @Nullable UUID usedBy;

    @Column(updatable = false)
    @Nullable
    String usedKey;

    @SuppressWarnings("NullAway.Init")
    Enrolment() {}

    public List<String> roles() {
        return List.of(roles.split(","));
    }

    void roles(Iterable<String> names) {
        var sorted = new TreeSet<String>();
        names.forEach(sorted::add);
        roles = String.join(",", sorted);
    }
}
