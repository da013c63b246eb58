package dev.berth.contract;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;

/** A text and its Ed25519 signature: {@code text.signature}, both base64url, so that it fits a cookie. */
public final class SignedText {
    private static final String ALGORITHM = "Ed25519";

    private SignedText() {}

    public static String sign(PrivateKey key, String text) {
        var payload = text.getBytes(StandardCharsets.UTF_8);
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(payload);
            var base64 = Base64.getUrlEncoder().withoutPadding();
            return base64.encodeToString(payload) + "." + base64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text; empty for anything that this key did not sign. */
    public static Optional<String> read(PublicKey key, String signed, int longest) {
        int dot = signed.indexOf('.');
        if (dot <= 0 || signed.length() > longest) {
            return Optional.empty();
        }
        try {
            var payload = Base64.getUrlDecoder().decode(signed.substring(0, dot));
            var signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(payload);
            return signature.verify(Base64.getUrlDecoder().decode(signed.substring(dot + 1)))
                    ? Optional.of(new String(payload, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
