package dev.berth.webapp.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.berth.control.workspace.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What administrators see of a workspace. The registry password is never shown. */
public record WorkspaceView(
        UUID id,
        String name,
        String description,
        String icon,
        List<String> categories,
        boolean enabled,
        String image,
        @Nullable String registryUser,
        boolean registryPasswordSet,
        double cores,
        long memoryBytes,
        long sharedMemoryBytes,
        Map<String, String> environment,
        @JsonRawValue String runOverrides,
        String protocol,
        @Nullable Integer port,
        @Nullable Integer sessionTimeLimitSeconds,
        @Nullable String keepaliveAction,
        List<String> zones,
        List<String> includeLabels,
        List<String> excludeLabels,
        int gpus,
        @Nullable String dockerNetwork,
        boolean preload,
        String kind,
        @Nullable UUID serverId,
        @Nullable UUID poolId,
        @Nullable String url,
        @Nullable PolicyView policy,
        Instant createdAt,
        Instant updatedAt) {
    static WorkspaceView of(Workspace w, Map<String, String> environment) {
        var action = w.keepaliveAction;
        return new WorkspaceView(
                w.id,
                w.name,
                w.description,
                w.icon,
                w.categories(),
                w.enabled,
                w.image,
                w.registryUser,
                w.hasRegistryPassword(),
                w.cores,
                w.memoryBytes,
                w.sharedMemoryBytes,
                environment,
                w.runOverrides,
                w.protocol.wireName(),
                w.port,
                w.sessionTimeLimitSeconds,
                action == null ? null : action.wireName(),
                w.zones(),
                w.includeLabels(),
                w.excludeLabels(),
                w.gpus,
                w.dockerNetwork,
                w.preload,
                w.kind.wireName(),
                w.serverId,
                w.poolId,
                w.url,
                w.kind.isRemote() ? PolicyView.of(w.policy()) : null,
                w.createdAt,
                w.updatedAt);
    }
}
