package dev.berth.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What it makes, the JDK reads, and the other way round; the cipher as TLS uses it: with headers, in one buffer. */
class FastCryptoTest {
    private static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "AES");
    private static final byte[] HEADER = {23, 3, 3, 1, 0};

    @Test
    void isTheCipherThatTheJdkHas() throws Exception {
        var jdk = Cipher.getInstance(FastCrypto.CIPHER, "SunJCE");
        FastCrypto.forNode();
        try {
            var fast = Cipher.getInstance(FastCrypto.CIPHER);
            assertEquals(FastCrypto.PROVIDER, fast.getProvider().getName());
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
            Security.removeProvider(FastCrypto.PROVIDER);
        }
    }

    @Test
    void checksTheSignaturesThatTheJdkChecks() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var keys = generator.generateKeyPair();
        var statement = "a call".getBytes(StandardCharsets.US_ASCII);
        FastCrypto.forWebApp();
        try {
            assertEquals(
                    "SunJCE",
                    Cipher.getInstance(FastCrypto.CIPHER).getProvider().getName());
            for (var signs : List.of(FastCrypto.PROVIDER, "SunEC")) {
                var good = sign(signs, keys, statement);
                var forged = good.clone();
                forged[5] ^= 1;
                var order =
                        ((ECPublicKey) keys.getPublic()).getParams().getOrder().toByteArray();
                var outOfRange = new byte[64];
                System.arraycopy(order, order.length - 32, outOfRange, 0, 32);
                System.arraycopy(order, order.length - 32, outOfRange, 32, 32);
                for (var checks : List.of(FastCrypto.PROVIDER, "SunEC")) {
                    assertTrue(isGood(checks, keys, statement, good), signs + ", " + checks);
                    assertFalse(isGood(checks, keys, "another".getBytes(StandardCharsets.US_ASCII), good), checks);
                    assertFalse(isGood(checks, keys, statement, forged), checks);
                    assertFalse(isGood(checks, keys, statement, new byte[64]), checks);
                    assertFalse(isGood(checks, keys, statement, outOfRange), checks);
                }
            }
        } finally {
            Security.removeProvider(FastCrypto.PROVIDER);
        }
    }

    private static byte[] sign(String provider, KeyPair keys, byte[] statement) throws Exception {
        var signer = Signature.getInstance(FastCrypto.SIGNATURE, provider);
        signer.initSign(keys.getPrivate());
        signer.update(statement);
        return signer.sign();
    }

    private static boolean isGood(String provider, KeyPair keys, byte[] statement, byte[] signature) throws Exception {
        var verifier = Signature.getInstance(FastCrypto.SIGNATURE, provider);
        verifier.initVerify(keys.getPublic());
        verifier.update(statement);
        try {
            return verifier.verify(signature);
        } catch (SignatureException refused) {
            return false;
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
