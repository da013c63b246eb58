package dev.berth.control.session;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.secret.SigningKeys;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Signs and reads stream tokens: {@code payload.signature}, Ed25519, both base64url. */
@Singleton
public final class StreamTokens {
    private static final String VERSION = "1";
    private static final int LONGEST = 1000;

    private final SigningKeys keys;

    StreamTokens(SigningKeys keys) {
        this.keys = keys;
    }

    /** What a token says: this sign-in may reach this container of this session, until then. */
    record Claims(UUID sessionId, int incarnation, UUID userId, UUID loginId, Instant expiresAt) {}

    String sign(Claims claims) {
        var payload = String.join(
                        "|",
                        VERSION,
                        claims.sessionId().toString(),
                        String.valueOf(claims.incarnation()),
                        claims.userId().toString(),
                        claims.loginId().toString(),
                        String.valueOf(claims.expiresAt().getEpochSecond()))
                .getBytes(StandardCharsets.US_ASCII);
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.keys().getPrivate());
            signature.update(payload);
            var base64 = Base64.getUrlEncoder().withoutPadding();
            return base64.encodeToString(payload) + "." + base64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws Problem {@code UNAUTHENTICATED} for anything that this deployment did not sign, or that is too old */
    Claims read(String token, Instant now) {
        try {
            int dot = token.indexOf('.');
            if (dot > 0 && token.length() <= LONGEST) {
                var payload = Base64.getUrlDecoder().decode(token.substring(0, dot));
                var signature = Signature.getInstance("Ed25519");
                signature.initVerify(keys.keys().getPublic());
                signature.update(payload);
                if (signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)))) {
                    return claims(new String(payload, StandardCharsets.US_ASCII).split("\\|"), now);
                }
            }
        } catch (GeneralSecurityException | IllegalArgumentException notOurs) {
            // said below
        }
        throw new Problem(ProblemCode.UNAUTHENTICATED, "The stream token is not valid. Open the session again.");
    }

    private static Claims claims(String[] parts, Instant now) {
        var expiresAt = Instant.ofEpochSecond(Long.parseLong(parts[5]));
        if (!parts[0].equals(VERSION) || expiresAt.isBefore(now)) {
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
