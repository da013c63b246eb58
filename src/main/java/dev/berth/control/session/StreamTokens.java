package dev.berth.control.session;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SignedText;
import dev.berth.control.secret.SigningKeys;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

/** Signs and reads stream tokens: {@code payload.signature}, Ed25519, both base64url. */
@Singleton
public final class StreamTokens {
    private static final String VERSION = "1";
    private static final int PARTS = 6;
    private static final int LONGEST = 1000;

    private final SigningKeys keys;

    StreamTokens(SigningKeys keys) {
        this.keys = keys;
    }

    /** What a token says: this sign-in may reach this container of this session, until then. */
    record Claims(UUID sessionId, int incarnation, UUID userId, UUID loginId, Instant expiresAt) {}

    String sign(Claims claims) {
        var text = String.join(
                "|",
                VERSION,
                claims.sessionId().toString(),
                String.valueOf(claims.incarnation()),
                claims.userId().toString(),
                claims.loginId().toString(),
                String.valueOf(claims.expiresAt().getEpochSecond()));
        return SignedText.sign(keys.keys().getPrivate(), text);
    }

    /** @throws Problem {@code UNAUTHENTICATED} for anything that this deployment did not sign as such, or that is too old */
    Claims read(String token, Instant now) {
        var parts = SignedText.read(keys.keys().getPublic(), token, LONGEST)
                .map(text -> text.split("\\|"))
                .filter(read -> read.length == PARTS && read[0].equals(VERSION))
                .orElseThrow(() -> new Problem(
                        ProblemCode.UNAUTHENTICATED, "The stream token is not valid. Open the session again."));
        return claims(parts, now);
    }

    private static Claims claims(String[] parts, Instant now) {
        var expiresAt = Instant.ofEpochSecond(Long.parseLong(parts[5]));
        if (expiresAt.isBefore(now)) {
            throw new Problem(ProblemCode.UNAUTHENTICATED, "The stream token has expired. Open the session again.");
        }
        return new Claims(
                UUID.fromString(parts[1]),
                Integer.parseInt(parts[2]),
                UUID.fromString(parts[3]),
                UUID.fromString(parts[4]),
                expiresAt);
    }
}
