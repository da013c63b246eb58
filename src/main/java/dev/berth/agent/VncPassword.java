package dev.berth.agent;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** The challenge of VNC authentication (RFC 6143, 7.2.2): DES, with the bits of each key byte in reverse. */
final class VncPassword {
    static final int CHALLENGE_BYTES = 16;
    private static final int KEY_BYTES = 8;

    private VncPassword() {}

    /** Only the first eight characters of a password count. */
    static byte[] answer(String password, byte[] challenge) {
        var key = Arrays.copyOf(password.getBytes(StandardCharsets.ISO_8859_1), KEY_BYTES);
        for (var i = 0; i < key.length; i++) {
            key[i] = (byte) (Integer.reverse(key[i]) >>> (Integer.SIZE - Byte.SIZE));
        }
        return encrypt(key, challenge);
    }

    // the protocol knows no other; it runs on this host only, between the agent and its container
    @SuppressWarnings("InsecureCryptoUsage")
    private static byte[] encrypt(byte[] key, byte[] challenge) {
        try {
            var des = Cipher.getInstance("DES/ECB/NoPadding");
            des.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DES"));
            return des.doFinal(challenge);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
