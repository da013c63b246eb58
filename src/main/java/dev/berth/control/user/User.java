package dev.berth.control.user;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person with a local account. */
@Entity
@Table(name = "app_user")
public class User {
    @Id
    public UUID id;

    public String name;

    @Enumerated(EnumType.STRING)
    public UserRole role;

    String passwordHash;
    public boolean mustChangePassword;
    public boolean enabled;
    public int failedLogins;
    public @Nullable Instant lockedUntil;
    public @Nullable Instant lastLoginAt;
    public Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    User() {}

    User(String name, UserRole role, String passwordHash, Instant now) {
        this.id = UUID.randomUUID();
        this.name = name;
        this.role = role;
        this.passwordHash = passwordHash;
        this.mustChangePassword = true;
        this.enabled = true;
        this.createdAt = now;
    }

    public boolean isLocked(Instant now) {
        return lockedUntil != null && lockedUntil.isAfter(now);
    }
}
