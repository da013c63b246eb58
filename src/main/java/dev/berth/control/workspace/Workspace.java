package dev.berth.control.workspace;

import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.SessionPolicy;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that can be launched: a container image and how to run it, an existing machine, or a link. */
@Entity
public class Workspace {
    @Id
    public UUID id;

    public String name;
    public String description;
    public String icon;
    /** A line each. */
    String categories;

    public boolean enabled;

    @Enumerated(EnumType.STRING)
    public WorkspaceKind kind = WorkspaceKind.CONTAINER;

    /** Null unless it is of this kind, and when the server was deleted. */
    public @Nullable UUID serverId;

    public @Nullable UUID poolId;
    public @Nullable String url;

    @Nullable
    String policy;

    public String image;
    public @Nullable String registryUser;
    byte @Nullable [] registryPassword;
    public double cores;
    public long memoryBytes;
    public long sharedMemoryBytes;
    /** A JSON object of texts. */
    String environment;
    /** A JSON object merged into the container's creation. */
    public String runOverrides;

    @Enumerated(EnumType.STRING)
    public DeliveryProtocol protocol;

    public @Nullable Integer port;
    public @Nullable Integer sessionTimeLimitSeconds;
    /** Its image is held ready on the agents. */
    public boolean preload;

    /** Null for the deployment's. */
    @Enumerated(EnumType.STRING)
    public @Nullable KeepaliveAction keepaliveAction;

    /** The zones that it runs in, a line each; null for any. */
    @Nullable
    String zone;

    /** A line each. */
    String includeLabels;

    String excludeLabels;
    public int gpus;
    public @Nullable String dockerNetwork;
    public Instant createdAt;
    public Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    Workspace() {}

    public List<String> categories() {
        return categories.isEmpty() ? List.of() : List.of(categories.split("\n"));
    }

    /** The zones that it runs in; empty for any. */
    public List<String> zones() {
        return zone == null || zone.isEmpty() ? List.of() : List.of(zone.split("\n"));
    }

    /** A node must carry one of these, when there are any. */
    public List<String> includeLabels() {
        return includeLabels.isEmpty() ? List.of() : List.of(includeLabels.split("\n"));
    }

    /** A node must carry none of these. */
    public List<String> excludeLabels() {
        return excludeLabels.isEmpty() ? List.of() : List.of(excludeLabels.split("\n"));
    }

    /** What its users may do, where a connection proxy sees to it. */
    public SessionPolicy policy() {
        return PolicyText.read(policy);
    }

    public boolean hasRegistryPassword() {
        return registryPassword != null;
    }

    public int effectivePort() {
        return port == null ? protocol.defaultPort() : port;
    }
}
