package dev.berth.contract;

import java.util.UUID;

/**
 * A session as its agent sees it.
 *
 * @param detail why its container stopped, for example {@code exited with code 137 (out of memory)}; empty unless it did
 */
public record RunningSession(UUID sessionId, int incarnation, State state, String detail) {
    /** What its container does. */
    public enum State {
        /** {@link Agent#launch} is still at work. */
        LAUNCHING,
        RUNNING,
        /** Frozen, with all its memory. */
        PAUSED,
        /** Its disk is all that is left, wanted or not: the control plane knows which. */
        STOPPED
    }
}
