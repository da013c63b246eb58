package dev.berth.control.identity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A certificate that a node has or had. Outlives the node's row, so that what was taken back stays so. */
@Entity
@Table(name = "node_certificate")
public class IssuedCertificate {
    /** Hexadecimal. */
    @Id
    public String serial;

    public UUID nodeId;
    String keyHash;
    public Instant issuedAt;
    public Instant expiresAt;
    public @Nullable Instant revokedAt;

    @SuppressWarnings("NullAway.Init")
    IssuedCertificate() {}
}
