package dev.berth.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.security.Security;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What it makes, the JDK's cipher reads, and the other way round, as TLS uses them: with headers, in one buffer. */
class FastCipherTest {
    private static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "AES");
    private static final byte[] HEADER = {23, 3, 3, 1, 0};

    @Test
    void isTheCipherThatTheJdkHas() throws Exception {
        var jdk = Cipher.getInstance(FastCipher.TRANSFORMATION, "SunJCE");
        FastCipher.install();
        try {
            var fast = Cipher.getInstance(FastCipher.TRANSFORMATION);
            assertEquals("BerthCipher", fast.getProvider().getName());
            for (int length : new int[] {0, 1, 400, 16_384}) {
                var text = new byte[length];
                Arrays.fill(text, (byte) 7);
                assertArrayEquals(text, open(jdk, seal(fast, text, length), length));
                assertArrayEquals(text, open(fast, seal(jdk, text, length), length));
                int other = length + 100_000;
                var forged = seal(jdk, text, other);
                forged[length / 2] ^= 1;
                assertThrows(AEADBadTagException.class, () -> open(fast, forged, other));
            }
        } finally {
            Security.removeProvider("BerthCipher");
        }
    }

    private static byte[] seal(Cipher cipher, byte[] text, int nonce) throws Exception {
        return run(cipher, Cipher.ENCRYPT_MODE, text, nonce);
    }

    private static byte[] open(Cipher cipher, byte[] sealed, int nonce) throws Exception {
        return run(cipher, Cipher.DECRYPT_MODE, sealed, nonce);
    }

    private static byte[] run(Cipher cipher, int mode, byte[] bytes, int nonce) throws Exception {
        var iv = ByteBuffer.allocate(12).putInt(mode).putInt(nonce).array();
        if (mode == Cipher.DECRYPT_MODE) {
            iv = ByteBuffer.allocate(12)
                    .putInt(Cipher.ENCRYPT_MODE)
                    .putInt(nonce)
                    .array();
        }
        cipher.init(mode, KEY, new GCMParameterSpec(128, iv));
        cipher.updateAAD(HEADER);
        var buffer = ByteBuffer.allocateDirect(bytes.length + 16);
        buffer.put(bytes).flip();
        var same = buffer.duplicate();
        same.clear();
        cipher.doFinal(buffer, same);
        var made = new byte[same.position()];
        same.flip();
        same.get(made);
        return made;
    }
}
