package dev.berth.contract;

import java.time.Instant;
import java.util.UUID;

/**
 * The answer to a {@link ConnectionRequest}: who owns the session and how it is delivered. It holds nothing that
 * a proxy could leak; the container's address and credential stay with the agent.
 *
 * @param loginId   the sign-in under which the stream was opened; when it ends, the stream is cut
 * @param expiresAt when the stream must end at the latest
 */
public record SessionRoute(
        UUID sessionId,
        int incarnation,
        NodeAddress owner,
        DeliveryProtocol protocol,
        UUID userId,
        UUID loginId,
        Instant expiresAt) {}
