package dev.berth.control.user;

import dev.berth.contract.Problem;
import dev.berth.control.secret.SecretBox;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The password that a user has typed, for machines that want the same one. Sealed by a key made of the cookie, which
 * nobody but the browser has, and that once more by the deployment's key: neither the database nor the cookie nor the key
 * file alone is of use. Kept only while some server asks for it, and no longer than the sign-in.
 */
@Singleton
public class OwnPasswords {
    private static final String PURPOSE = "sign-in-password";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretBox box;
    private final SecureRandom random = new SecureRandom();

    OwnPasswords(SecretBox box) {
        this.box = box;
    }

    /** Null when nothing asks for it. */
    @Transactional
    byte @Nullable [] keep(String token, String password) {
        boolean wanted = !Panache.getEntityManager()
                .createNativeQuery("select 1 from server where credential_mode = 'SIGN_IN' limit 1")
                .getResultList()
                .isEmpty();
        return wanted ? seal(token, password) : null;
    }

    byte[] seal(String token, String password) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var inner = cipher(Cipher.ENCRYPT_MODE, token, nonce).doFinal(password.getBytes(StandardCharsets.UTF_8));
            return box.seal(
                    PURPOSE,
                    ByteBuffer.allocate(nonce.length + inner.length)
                            .put(nonce)
                            .put(inner)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty when it was sealed under another cookie or key, or not at all. */
    Optional<String> open(String token, byte @Nullable [] sealed) {
        if (sealed == null) {
            return Optional.empty();
        }
        try {
            var inner = box.open(PURPOSE, sealed);
            var plain = cipher(Cipher.DECRYPT_MODE, token, Arrays.copyOf(inner, NONCE_BYTES))
                    .doFinal(inner, NONCE_BYTES, inner.length - NONCE_BYTES);
            return Optional.of(new String(plain, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | Problem foreign) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, String token, byte[] nonce) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var key = mac.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8));
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
