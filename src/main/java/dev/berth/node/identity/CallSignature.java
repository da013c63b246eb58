package dev.berth.node.identity;

import dev.berth.node.FastCrypto;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signed statement about one call: a compact JWS (RFC 7515) by ES256 that brings the signer's certificate along.
 *
 * @param issuer   id of the node that calls
 * @param audience who is called
 * @param bodyHash SHA-256, base64url
 */
record CallSignature(
        String issuer,
        String audience,
        Instant issuedAt,
        Instant expiresAt,
        String method,
        String path,
        String bodyHash,
        String id) {
    private static final String ALGORITHM = "ES256";
    private static final String TYPE = "berth-call";
    private static final int LONGEST = 8192;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder UNBASE64 = Base64.getUrlDecoder();

    /** As it arrived: nothing in it is proved until {@link #isBy} was asked. */
    record Received(CallSignature claims, String header, X509Certificate certificate, String signed, byte[] signature) {
        boolean isBy(VerifyingKey signer) {
            return signer.signed(signed.getBytes(StandardCharsets.US_ASCII), signature);
        }
    }

    static String hash(byte[] body) {
        try {
            return BASE64.encodeToString(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String sign(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        var header = new JsonObject()
                .put("alg", ALGORITHM)
                .put("typ", TYPE)
                // standard base64, unlike everything else in a JWS
                .put("x5c", new JsonArray().add(Base64.getEncoder().encodeToString(certificate.getEncoded())));
        var signed = encode(header) + "." + encode(claims());
        var signer = Signature.getInstance(FastCrypto.SIGNATURE);
        signer.initSign(key);
        signer.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + BASE64.encodeToString(signer.sign());
    }

    private JsonObject claims() {
        return new JsonObject()
                .put("iss", issuer)
                .put("aud", audience)
                .put("iat", issuedAt.getEpochSecond())
                .put("exp", expiresAt.getEpochSecond())
                .put("method", method)
                .put("path", path)
                .put("body", bodyHash)
                .put("jti", id);
    }

    private static String encode(JsonObject json) {
        return BASE64.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }

    /** The certificate in a header that was read before. */
    interface Known {
        @Nullable
        X509Certificate certificate(String header);
    }

    /** @throws GeneralSecurityException when the text is not such a statement */
    static Received parse(String text, Known known) throws GeneralSecurityException {
        var parts = List.of(text.split("\\.", -1));
        if (text.length() > LONGEST || parts.size() != 3) {
            throw new GeneralSecurityException("it is no signature");
        }
        try {
            var seen = known.certificate(parts.get(0));
            var claims = decode(parts.get(1));
            return new Received(
                    new CallSignature(
                            text(claims, "iss"),
                            text(claims, "aud"),
                            Instant.ofEpochSecond(claims.getLong("iat")),
                            Instant.ofEpochSecond(claims.getLong("exp")),
                            text(claims, "method"),
                            text(claims, "path"),
                            text(claims, "body"),
                            text(claims, "jti")),
                    parts.get(0),
                    seen == null ? certificate(parts.get(0)) : seen,
                    parts.get(0) + "." + parts.get(1),
                    UNBASE64.decode(parts.get(2)));
        } catch (RuntimeException malformed) {
            throw new GeneralSecurityException("it is malformed", malformed);
        }
    }

    private static X509Certificate certificate(String encoded) throws GeneralSecurityException {
        var header = decode(encoded);
        // the sender has no say in how it is checked
        if (!ALGORITHM.equals(header.getString("alg"))
                || !TYPE.equals(header.getString("typ"))
                || header.containsKey("crit")) {
            throw new GeneralSecurityException("it is signed in another way than nodes sign");
        }
        return Pem.certificate(
                Base64.getDecoder().decode(header.getJsonArray("x5c").getString(0)));
    }

    private static String text(JsonObject json, String name) {
        var value = json.getString(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }

    private static JsonObject decode(String part) {
        return new JsonObject(new String(UNBASE64.decode(part), StandardCharsets.UTF_8));
    }
}
