package dev.berth.control.secret;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
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
public class SigningKeys implements PanacheRepositoryBase<Secret, String> {
    private static final String NAME = "stream-token-key";

    private final SecretBox box;
    private volatile @Nullable KeyPair cached;

    SigningKeys(SecretBox box) {
        this.box = box;
    }

    /** The key pair; read from the database once. */
    @Transactional
    public KeyPair keys() {
        var known = cached;
        if (known == null) {
            // two web apps may start at once: the first insert wins, and both read it back
            getEntityManager()
                    .createNativeQuery("insert into secret (name, sealed) values (?1, ?2) on conflict do nothing")
                    .setParameter(1, NAME)
                    .setParameter(2, box.seal(NAME, encode(generate())))
                    .executeUpdate();
            known = decode(box.open(NAME, findById(NAME).sealed));
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
