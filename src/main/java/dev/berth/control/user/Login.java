package dev.berth.control.user;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One sign-in on one browser. The cookie's value is kept only as a hash. */
@Entity
public class Login {
    @Id
    public UUID id;

    @ManyToOne(fetch = FetchType.EAGER)
    @JoinColumn(name = "user_id")
    public User user;

    byte[] tokenHash;
    public String csrfToken;
    public String address;
    byte @Nullable [] credential;
    public Instant createdAt;
    public Instant expiresAt;

    @SuppressWarnings("NullAway.Init")
    Login() {}

    Login(User user, byte[] tokenHash, String csrfToken, String address, Instant now, Instant expiresAt) {
        this.id = UUID.randomUUID();
        this.user = user;
        this.tokenHash = tokenHash;
        this.csrfToken = csrfToken;
        this.address = address;
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }
}
