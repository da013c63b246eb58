package dev.berth.contract;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * How a recording is doing. It stays with the connection proxy that made it.
 *
 * @param node    the connection proxy that keeps it
 * @param id      of the recording; a session has one for each time it was connected
 * @param endedAt empty while it is being written
 * @param bytes   written so far
 * @param detail  why it ended early or is gone; else empty
 */
public record RecordingReport(
        UUID node,
        UUID id,
        UUID sessionId,
        Instant startedAt,
        Optional<Instant> endedAt,
        long bytes,
        State state,
        String detail) {
    public enum State {
        WRITING,
        COMPLETE,
        /** It ended before its session did. */
        CUT_SHORT,
        /** Its file is no longer there. */
        REMOVED
    }
}
