package dev.berth.node.identity;

import dev.berth.node.FastCrypto;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;

/** A node's public key, ready to check ES256 signatures. */
record VerifyingKey(ECPublicKey key) {
    private static final ECParameterSpec P256 = p256();
    private static final int HALF = 32;

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
            var verifier = Signature.getInstance(FastCrypto.SIGNATURE);
            verifier.initVerify(key);
            verifier.update(statement);
            return verifier.verify(signature);
        } catch (SignatureException outOfRange) {
            return false;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
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
}
