package dev.berth.agent;

import java.util.Optional;
import java.util.UUID;

/** The containers of this node that have a stream. Kept in memory: event loops ask, so no call may block. */
public interface ContainerTargets {
    /** Empty when no container of the session runs here. */
    Optional<ContainerTarget> find(UUID sessionId);

    /**
     * Remembers the first certificate that a container showed, also while it is being launched and nobody finds it yet.
     *
     * @return the certificate that counts: this one, or the one that was shown first
     */
    String pin(UUID sessionId, String certificateSha256);
}
