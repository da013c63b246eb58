package dev.berth.control.recording;

import dev.berth.contract.RecordingReport;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A recording as its connection proxy told of it last. It outlives its session, its user and its node. */
@Entity
public class Recording {
    @Id
    public UUID id;

    public UUID sessionId;
    public @Nullable UUID userId;
    public String userName;
    public String workspaceName;
    public String serverName;
    public UUID nodeId;
    public String nodeName;
    public Instant startedAt;
    public @Nullable Instant endedAt;
    public long bytes;

    @Enumerated(EnumType.STRING)
    public RecordingReport.State state;

    public String detail;
    Instant changedAt;

    /** When its node is told the next time to remove it; null while nobody has deleted it. */
    public @Nullable Instant removalAt;

    @SuppressWarnings("NullAway.Init")
    Recording() {}

    /** For the audit trail. */
    String what() {
        return "session of " + userName + " on " + (serverName.isEmpty() ? workspaceName : serverName) + ", "
                + startedAt;
    }
}
