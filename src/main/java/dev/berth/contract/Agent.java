package dev.berth.contract;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** What the control plane may ask of a node that runs containers. Calls block; run them on a virtual thread. */
public interface Agent {
    /**
     * Pulls the image if needed, runs the container and returns once its stream answers. Idempotent: a session
     * that already runs in this incarnation is reported, not started twice; one that is being launched is joined.
     *
     * @throws Problem {@code LAUNCH_FAILED} with the reason for the user, after everything was removed again
     */
    Launched launch(SessionSpec spec, Consumer<LaunchProgress> progress);

    /** Removes the session's container and network and closes its streams. Ending an unknown session succeeds. */
    void end(UUID sessionId);

    /**
     * Freezes the session's container, memory included, and closes its streams. Idempotent.
     *
     * @throws Problem {@code NOT_FOUND} when there is no container, {@code SESSION_ENDED} when it has stopped by
     *     itself, {@code CONFLICT} when the engine cannot freeze it
     */
    void pause(UUID sessionId);

    /**
     * Stops the session's container and closes its streams; its disk stays. Idempotent.
     *
     * @throws Problem {@code NOT_FOUND} when there is no container
     */
    void stop(UUID sessionId);

    /**
     * Makes a paused or stopped session run again, and returns once its stream answers. Idempotent. A session that
     * cannot is left as it is.
     *
     * @throws Problem {@code NOT_FOUND} when there is no container, {@code LAUNCH_FAILED} with the reason for the user
     */
    void resume(UUID sessionId);

    /**
     * Begins to pull the image, also when an older one of that name is here, and returns at once; the check-in tells
     * how it goes.
     *
     * @throws Problem {@code INVALID} when the image's name is none
     */
    void pull(ImageOrder order);

    /** Removes the images that this agent pulled, that nobody wants held ready and no container uses. */
    Pruned prune();

    /** The sessions whose containers exist here, those being launched included. */
    List<RunningSession> running();
}
