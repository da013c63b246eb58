package dev.berth.control.workspace;

import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.SessionPolicy;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator fills in.
 *
 * @param registryPassword null keeps the stored one, empty removes it
 * @param runOverrides     a JSON object
 * @param port             null for the protocol's own
 * @param sessionTimeLimitSeconds null for none
 * @param keepaliveAction  null for the deployment's
 */
public record WorkspaceForm(
        String name,
        String description,
        String icon,
        List<String> categories,
        boolean enabled,
        String image,
        @Nullable String registryUser,
        @Nullable String registryPassword,
        double cores,
        long memoryBytes,
        long sharedMemoryBytes,
        Map<String, String> environment,
        String runOverrides,
        DeliveryProtocol protocol,
        @Nullable Integer port,
        @Nullable Integer sessionTimeLimitSeconds,
        @Nullable KeepaliveAction keepaliveAction,
        boolean preload,
        Place place,
        Remote remote) {
    static final double LEAST_CORES = 0.1;
    static final long LEAST_MEMORY = 64L << 20;

    /**
     * What a node must be and have.
     *
     * @param zones         empty for any
     * @param includeLabels {@code key=value}: a node carries one of them
     * @param excludeLabels {@code key=value}: a node carries none of them
     * @param dockerNetwork a network of the engine that the container joins; null for one of its own
     */
    public record Place(
            List<String> zones,
            List<String> includeLabels,
            List<String> excludeLabels,
            int gpus,
            @Nullable String dockerNetwork) {
        public static final Place ANYWHERE = new Place(List.of(), List.of(), List.of(), 0, null);
    }

    /**
     * What it leads to when it is no container.
     *
     * @param url an address that the browser opens
     */
    public record Remote(
            WorkspaceKind kind,
            @Nullable UUID serverId,
            @Nullable UUID poolId,
            @Nullable String url,
            SessionPolicy policy) {
        public static final Remote NONE = new Remote(WorkspaceKind.CONTAINER, null, null, null, SessionPolicy.OPEN);
    }

    /** The rest of a workspace that is no container: what only containers have, empty. */
    WorkspaceForm withoutContainer() {
        return new WorkspaceForm(
                name,
                description,
                icon,
                categories,
                enabled,
                "",
                null,
                null,
                LEAST_CORES,
                LEAST_MEMORY,
                0,
                Map.of(),
                "{}",
                remote.kind().isRemote() ? DeliveryProtocol.GUACAMOLE : DeliveryProtocol.HTTP,
                null,
                sessionTimeLimitSeconds,
                null,
                false,
                Place.ANYWHERE,
                remote);
    }

    @Override
    public String toString() {
        return "WorkspaceForm[" + name + ", " + image + "]";
    }
}
