package dev.berth.contract;

import java.util.Optional;
import java.util.UUID;

/**
 * A browser wants to reach a session: one HTTP request or one WebSocket.
 *
 * @param sessionId     from the path
 * @param token         the stream token of the session's cookie, if any came
 * @param origin        the Origin header, if any came
 * @param host          the authority the request was sent to, for example {@code berth.example.org:8444}
 * @param webSocket     true for an upgrade
 * @param clientAddress the peer's address, for the audit trail
 */
public record ConnectionRequest(
        UUID sessionId,
        Optional<String> token,
        Optional<String> origin,
        String host,
        boolean webSocket,
        String clientAddress)
        implements OfSession {}
