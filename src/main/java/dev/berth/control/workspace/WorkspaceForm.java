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
        @Nullable KeepaliveAction keepaliveAction) {
    @Override
    public String toString() {
        return "WorkspaceForm[" + name + ", " + image + "]";
    }
}
