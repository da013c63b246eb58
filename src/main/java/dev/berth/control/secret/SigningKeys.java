package dev.berth.control.secret;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.jspecify.annotations.Nullable;

/** The Ed25519 key that signs stream tokens: one for the deployment, made by whichever web app is first. */
@Singleton
public class SigningKeys {
    private static final String NAME = "stream-token-key";

    private final Secrets secrets;
    private volatile @Nullable KeyPair cached;

    SigningKeys(Secrets secrets) {
        this.secrets = secrets;
    }

    /** The key pair; read from the database once. */
    public KeyPair keys() {
        var known = cached;
        if (known == null) {
            known = decode(secrets.once(NAME, () -> encode(generate())));
            cached = known;
        }
        return known;
    }

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Length of the private key, private key, public key. */
    private static byte[] encode(KeyPair keys) {
        var secret = keys.getPrivate().getEncoded();
        var open = keys.getPublic().getEncoded();
        return ByteBuffer.allocate(4 + secret.length + open.length)
                .putInt(secret.length)
                .put(secret)
                .put(open)
                .array();
    }

    private static KeyPair decode(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        var secret = new byte[buffer.getInt()];
        buffer.get(secret);
        var open = new byte[buffer.remaining()];
        buffer.get(open);
        try {
            var factory = KeyFactory.getInstance("Ed25519");
            PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(open));
            PrivateKey privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(secret));
            return new KeyPair(publicKey, privateKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
