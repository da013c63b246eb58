package dev.berth.contract;

import java.util.Optional;
import java.util.UUID;

/** A browser exchanges its one-time connect grant for a stream token, on the proxy's host. */
public record GrantRequest(UUID sessionId, String grant, Optional<String> origin, String host, String clientAddress)
        implements OfSession {
    @Override
    public String toString() {
        return "GrantRequest[" + sessionId + "]";
    }
}
