package dev.berth.agent;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The containers of this node that have a stream. Kept in memory: event loops ask, so no call may block. */
public interface ContainerTargets {
    /** Empty when no container of the session runs here. */
    Optional<ContainerTarget> find(UUID sessionId);

    /**
     * The container that a launch at work here will bring: completed when its stream answers, failed when the launch is.
     * Empty when this incarnation is not being launched here.
     */
    Optional<CompletableFuture<ContainerTarget>> coming(UUID sessionId, int incarnation);

    /**
     * Remembers the first certificate that a container showed, also while it is being launched and nobody finds it yet.
     *
     * @return the certificate that counts: this one, or the one that was shown first
     */
    String pin(UUID sessionId, String certificateSha256);
}
