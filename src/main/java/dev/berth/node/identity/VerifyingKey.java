package dev.berth.node.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.jspecify.annotations.Nullable;

/**
 * A node's public key, ready to check ES256 signatures. The first few are checked by the JDK. For who goes on calling, as
 * nodes do that check in, a table of the key's multiples is made, 3 KB, by which a check takes a sixth of the time.
 */
final class VerifyingKey {
    private static final ECParameterSpec P256 = p256();
    private static final int HALF = 32;
    /** Who has called more often, with no longer pause than this, goes on doing so: nodes check in every few seconds. */
    private static final int FEW = 3;

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final ECPublicKey key;
    private final AtomicInteger checks = new AtomicInteger();
    private volatile long lastCheck = System.nanoTime();
    private volatile @Nullable Table table;

    private VerifyingKey(ECPublicKey key) {
        this.key = key;
    }

    /** @throws CertificateException when the certificate's key is of another kind */
    static VerifyingKey of(X509Certificate certificate) throws CertificateException {
        if (certificate.getPublicKey() instanceof ECPublicKey key
                && key.getParams().getCurve().equals(P256.getCurve())
                && key.getParams().getGenerator().equals(P256.getGenerator())) {
            return new VerifyingKey(key);
        }
        throw new CertificateException("its certificate's key is not of the kind EC P-256");
    }

    /** @param signature as in a JWS: both numbers with 32 bytes each */
    boolean signed(byte[] statement, byte[] signature) {
        if (signature.length != 2 * HALF) {
            return false;
        }
        try {
            var present = table;
            if (present == null && isBusy()) {
                present = new Table(key);
                table = present;
            }
            return present == null ? byTheJdk(statement, signature) : present.signed(statement, signature);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isBusy() {
        long now = System.nanoTime();
        if (now - lastCheck > PAUSE_NANOS) {
            checks.set(0);
        }
        lastCheck = now;
        return checks.incrementAndGet() > FEW;
    }

    private boolean byTheJdk(byte[] statement, byte[] signature) throws GeneralSecurityException {
        var verifier = Signature.getInstance(CallSignature.JAVA_ALGORITHM);
        verifier.initVerify(key);
        verifier.update(statement);
        try {
            return verifier.verify(signature);
        } catch (GeneralSecurityException outOfRange) {
            return false;
        }
    }

    private static ECParameterSpec p256() {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its key makes the table at its first use, and keeps it. */
    private record Table(ECPublicKeyParameters key) {
        Table(ECPublicKey key) throws IOException {
            this((ECPublicKeyParameters) PublicKeyFactory.createKey(key.getEncoded()));
        }

        boolean signed(byte[] statement, byte[] signature) throws GeneralSecurityException {
            var verifier = new ECDSASigner();
            verifier.init(false, key);
            return verifier.verifySignature(
                    MessageDigest.getInstance("SHA-256").digest(statement),
                    new BigInteger(1, signature, 0, HALF),
                    new BigInteger(1, signature, HALF, HALF));
        }
    }
}
