package dev.berth.control.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * As much of a session that has not ended as its node's reports are compared with.
 *
 * @param onMachine a connection to an existing machine; else a container, or what is to become one
 * @param outdated  its connection was made under an earlier policy, and its owner has not been told yet
 */
record Resident(
        UUID id,
        UUID nodeId,
        boolean onMachine,
        SessionState state,
        @Nullable SessionState previousState,
        int incarnation,
        Instant stateSince,
        boolean outdated) {
    /** False once it has been at rest: then an old report may tell of a container that was stopped on purpose. */
    boolean isFirstRun() {
        return previousState == SessionState.STARTING;
    }

    boolean isContainer() {
        return !onMachine;
    }

    /** A connection that its owner has to give up; under a new policy it is then made anew. */
    boolean isBrokenOff() {
        return onMachine && (state == SessionState.ENDING || outdated);
    }
}
