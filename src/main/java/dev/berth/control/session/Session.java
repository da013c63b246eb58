package dev.berth.control.session;

import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.LaunchStep;
import dev.berth.contract.RemoteProtocol;
import dev.berth.contract.SessionPolicy;
import dev.berth.control.node.Share;
import dev.berth.control.workspace.KeepaliveAction;
import dev.berth.control.workspace.PolicyText;
import dev.berth.control.workspace.WorkspaceKind;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Set;
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
    public WorkspaceKind kind = WorkspaceKind.CONTAINER;

    @Enumerated(EnumType.STRING)
    public DeliveryProtocol protocol;

    /** The machine; null for containers, and when the server was deleted. */
    public @Nullable UUID serverId;

    public @Nullable String serverName;

    /** What the machine speaks; null for containers. */
    @Enumerated(EnumType.STRING)
    public @Nullable RemoteProtocol remote;

    @Nullable
    String policy;

    /** Its connection was made under an earlier policy, and its connection proxy has not been told yet. */
    boolean outdated;

    /** The user's own password for the machine, sealed. */
    byte @Nullable [] credential;

    public double cores;
    public long memoryBytes;
    public int gpus;
    public @Nullable Integer timeLimitSeconds;
    /** What the launch asked for; the desktop may have changed since. */
    public @Nullable String screen;

    public @Nullable UUID nodeId;
    public @Nullable String nodeName;
    /** Where its node is; null before it has one, and when a web app of an earlier version placed it. */
    public @Nullable String zone;

    /** The address of the console that its user came in on last; null when a web app of an earlier version made it. */
    public @Nullable String console;

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
    /** When it came to its present state. */
    public Instant stateSince;

    /** A sentence for its user about the present state, for example why a resume did not succeed. */
    public @Nullable String stateDetail;

    /** True while it has its place on the node. */
    boolean reserved = true;

    /** The workspace's choice; null for the deployment's. */
    @Enumerated(EnumType.STRING)
    @Nullable
    KeepaliveAction keepaliveAction;

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

    /** False once it has been at rest: then an old report may tell of a container that was stopped on purpose. */
    boolean isFirstRun() {
        return previousState == SessionState.STARTING;
    }

    @SuppressWarnings("NullAway.Init")
    Session() {}

    /** What its user may do, where a connection proxy sees to it. */
    public SessionPolicy policy() {
        return PolicyText.read(policy);
    }

    /** What its user may ask for now. A machine of its own can be neither paused nor stopped. */
    public Set<SessionAction> actions() {
        var all = state.actions();
        return protocol.ofContainers() || all.isEmpty() ? all : Set.of(SessionAction.END);
    }

    /** What it has of its node. */
    Share share() {
        return new Share(cores, memoryBytes, gpus);
    }
}
