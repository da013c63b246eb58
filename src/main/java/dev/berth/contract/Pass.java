package dev.berth.contract;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the control plane said when it last validated a connection, signed, kept by the browser as a cookie of the session.
 * The nodes of a zone with grace believe it while the control plane does not answer, and never else.
 *
 * @param route  the right: who may reach which container of which session at which owner, until when
 * @param origin the page whose connection was validated
 */
public record Pass(SessionRoute route, String zone, String origin, Instant issuedAt) {
    /** No stream token begins so, although both are signed with one key. */
    private static final String KIND = "pass1";

    private static final int PARTS = 14;
    private static final int LONGEST = 3_000;

    public String sign(PrivateKey key) {
        var owner = route.owner();
        var parts = List.of(
                KIND,
                route.sessionId().toString(),
                String.valueOf(route.incarnation()),
                owner.id().toString(),
                owner.name(),
                owner.url(),
                route.protocol().name(),
                route.userId().toString(),
                route.loginId().toString(),
                String.valueOf(route.expiresAt().getEpochSecond()),
                route.console().orElse(""),
                zone,
                origin,
                String.valueOf(issuedAt.getEpochSecond()));
        return SignedText.sign(
                key,
                String.join(
                        "|",
                        parts.stream()
                                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8))
                                .toList()));
    }

    /** Empty for anything that this key did not sign as a pass. */
    public static Optional<Pass> read(PublicKey key, String signed) {
        return SignedText.read(key, signed, LONGEST)
                .map(text -> Arrays.stream(text.split("\\|", -1))
                        .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                        .toList())
                .filter(parts -> parts.size() == PARTS && parts.getFirst().equals(KIND))
                .map(Pass::of);
    }

    private static Pass of(List<String> parts) {
        var console = parts.get(10);
        var route = new SessionRoute(
                UUID.fromString(parts.get(1)),
                Integer.parseInt(parts.get(2)),
                new NodeAddress(UUID.fromString(parts.get(3)), parts.get(4), parts.get(5)),
                DeliveryProtocol.valueOf(parts.get(6)),
                UUID.fromString(parts.get(7)),
                UUID.fromString(parts.get(8)),
                Instant.ofEpochSecond(Long.parseLong(parts.get(9))),
                console.isEmpty() ? Optional.empty() : Optional.of(console),
                Optional.empty());
        return new Pass(route, parts.get(11), parts.get(12), Instant.ofEpochSecond(Long.parseLong(parts.get(13))));
    }

    /** What is revoked: a sign-in's right to one container of one session. */
    public String right() {
        return right(route.sessionId(), route.loginId(), route.incarnation());
    }

    public static String right(UUID session, UUID login, int incarnation) {
        return session + "/" + login + "/" + incarnation;
    }
}
