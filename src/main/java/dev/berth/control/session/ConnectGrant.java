package dev.berth.control.session;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** The right to fetch one stream token, once, within a minute. Kept only as a hash. */
@Entity
public class ConnectGrant {
    @Id
    public byte[] grantHash;

    public UUID sessionId;
    public UUID loginId;
    public Instant expiresAt;

    @SuppressWarnings("NullAway.Init")
    ConnectGrant() {}
}
