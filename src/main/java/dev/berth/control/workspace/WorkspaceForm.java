package dev.berth.control.workspace;

import dev.berth.contract.DeliveryProtocol;
import java.util.List;
import java.util.Map;
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
        Place place) {
    /**
     * What a node must be and have.
     *
     * @param zone          null for any
     * @param includeLabels {@code key=value}: a node carries one of them
     * @param excludeLabels {@code key=value}: a node carries none of them
     * @param dockerNetwork a network of the engine that the container joins; null for one of its own
     */
    public record Place(
            @Nullable String zone,
            List<String> includeLabels,
            List<String> excludeLabels,
            int gpus,
            @Nullable String dockerNetwork) {
        public static final Place ANYWHERE = new Place(null, List.of(), List.of(), 0, null);
    }

    @Override
    public String toString() {
        return "WorkspaceForm[" + name + ", " + image + "]";
    }
}
