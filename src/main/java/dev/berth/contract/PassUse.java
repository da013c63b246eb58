package dev.berth.contract;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody was let in by pass while the control plane did not answer.
 *
 * @param count how often: requests and WebSockets
 */
public record PassUse(UUID sessionId, UUID loginId, Instant first, Instant last, int count) {
    public PassUse again(Instant at) {
        return new PassUse(sessionId, loginId, first, at, count + 1);
    }
}
