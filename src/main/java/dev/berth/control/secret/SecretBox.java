package dev.berth.control.secret;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Seals secrets for the database: AES-256-GCM, bound to what they are for, with a key that is never in it. */
@Singleton
public final class SecretBox {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Path keyFile;
    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    SecretBox(SecretConfig config, @ConfigProperty(name = "berth.data-dir") Path dataDir) {
        this.keyFile = config.keyFile().orElse(dataDir.resolve("secret.key"));
        this.key = new SecretKeySpec(SecretKeyFile.load(keyFile), "AES");
    }

    Path keyFile() {
        return keyFile;
    }

    /** @param purpose a value sealed for one purpose does not open for another */
    public byte[] seal(String purpose, byte[] plain) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, purpose, nonce).doFinal(plain);
            return ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws Problem {@code INTERNAL} when the value was sealed with another key */
    public byte[] open(String purpose, byte[] sealed) {
        try {
            var nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, purpose, nonce)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Problem(
                    ProblemCode.INTERNAL,
                    "A stored secret (" + purpose + ") does not open with this key. Check --secret-key-file.",
                    e);
        }
    }

    private Cipher cipher(int mode, String purpose, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
