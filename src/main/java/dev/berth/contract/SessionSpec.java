package dev.berth.contract;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * All that an agent needs to run one session.
 *
 * @param incarnation   counts the containers that a session id has had; a stream token names it too
 * @param workspaceName for labels and logs
 * @param image         a Docker image reference
 * @param cores         CPU limit in cores
 * @param memoryBytes   hard memory limit
 * @param sharedMemoryBytes size of /dev/shm
 * @param environment   variables of the container, in addition to those of the image contract
 * @param runOverrides  a JSON object merged into the container's creation
 * @param port          the container's port that speaks {@code protocol}
 * @param share         what else of the host it gets; a control plane of an earlier version says nothing
 */
public record SessionSpec(
        UUID sessionId,
        int incarnation,
        UUID userId,
        String userName,
        String workspaceName,
        String image,
        Optional<RegistryCredentials> registry,
        double cores,
        long memoryBytes,
        long sharedMemoryBytes,
        Map<String, String> environment,
        String runOverrides,
        DeliveryProtocol protocol,
        int port,
        HostShare share)
        implements OfSession {
    /** Whoever sent it may not know of shares. */
    @SuppressWarnings("NullAway")
    public SessionSpec {
        share = share == null ? HostShare.PLAIN : share;
    }
}
