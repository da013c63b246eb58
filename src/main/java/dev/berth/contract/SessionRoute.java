package dev.berth.contract;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The answer to a {@link ConnectionRequest}: who owns the session and how it is delivered. It holds nothing that
 * a proxy could leak; the container's address and credential stay with the agent.
 *
 * @param loginId   the sign-in under which the stream was opened; when it ends, the stream is cut
 * @param expiresAt when the stream must end at the latest
 * @param console   the address of the page that shows the session, where it is known
 * @param voucher   the control plane's signed word for the owner, so that a request that a proxy forwards to it need not
 *                  be asked about twice
 */
public record SessionRoute(
        UUID sessionId,
        int incarnation,
        NodeAddress owner,
        DeliveryProtocol protocol,
        UUID userId,
        UUID loginId,
        Instant expiresAt,
        Optional<String> console,
        Optional<String> voucher) {
    public SessionRoute(
            UUID sessionId,
            int incarnation,
            NodeAddress owner,
            DeliveryProtocol protocol,
            UUID userId,
            UUID loginId,
            Instant expiresAt) {
        this(sessionId, incarnation, owner, protocol, userId, loginId, expiresAt, Optional.empty(), Optional.empty());
    }

    public SessionRoute vouched(String word) {
        return new SessionRoute(
                sessionId, incarnation, owner, protocol, userId, loginId, expiresAt, console, Optional.of(word));
    }
}
