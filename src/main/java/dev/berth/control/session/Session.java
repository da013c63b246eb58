package dev.berth.control.session;

import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.LaunchStep;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One user's use of one workspace. Its state changes only through {@link SessionRepository#move}. */
@Entity
public class Session {
    @Id
    public UUID id;

    public int incarnation;
    public @Nullable UUID userId;
    public String userName;
    public @Nullable UUID workspaceId;
    public String workspaceName;
    public String workspaceIcon;

    @Enumerated(EnumType.STRING)
    public DeliveryProtocol protocol;

    public double cores;
    public long memoryBytes;
    public @Nullable Integer timeLimitSeconds;
    public @Nullable UUID nodeId;
    public @Nullable String nodeName;

    @Enumerated(EnumType.STRING)
    public SessionState state;

    @Enumerated(EnumType.STRING)
    @Nullable
    SessionState previousState;

    @Enumerated(EnumType.STRING)
    public @Nullable LaunchStep progressStep;

    public @Nullable Integer progressPercent;
    public @Nullable String progressDetail;

    @Enumerated(EnumType.STRING)
    public @Nullable EndReason endReason;

    public @Nullable String endDetail;
    public Instant createdAt;
    public @Nullable Instant startedAt;
    public @Nullable Instant endingAt;
    public @Nullable Instant endedAt;
    public Instant keepaliveUntil;
    public @Nullable Instant expiresAt;
    /** Until then a web app is at work on the session; afterwards any may take it up. */
    Instant leaseUntil;

    /** Grows with every change that a user can see. */
    public long version;

    @SuppressWarnings("NullAway.Init")
    Session() {}
}
