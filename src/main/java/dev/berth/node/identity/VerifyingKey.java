package dev.berth.node.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.math.ec.ECCurve;

/**
 * A node's public key, ready to check many ES256 signatures. The first check makes a table of the key's multiples, 3 KB,
 * by which later ones take a sixth of the time that those of the JDK take: each call of a node is checked.
 */
final class VerifyingKey {
    private static final ECCurve P256 =
            CustomNamedCurves.getByOID(SECObjectIdentifiers.secp256r1).getCurve();
    private static final int HALF = 32;

    private final ECPublicKeyParameters key;

    private VerifyingKey(ECPublicKeyParameters key) {
        this.key = key;
    }

    /** @throws CertificateException when the certificate's key is of another kind */
    static VerifyingKey of(X509Certificate certificate) throws CertificateException {
        try {
            if (PublicKeyFactory.createKey(certificate.getPublicKey().getEncoded()) instanceof ECPublicKeyParameters key
                    && key.getParameters().getCurve().equals(P256)) {
                return new VerifyingKey(key);
            }
        } catch (IOException | RuntimeException malformed) {
            throw new CertificateException("its certificate's key can not be read", malformed);
        }
        throw new CertificateException("its certificate's key is not of the kind EC P-256");
    }

    /** @param signature as in a JWS: both numbers with 32 bytes each */
    boolean signed(byte[] statement, byte[] signature) {
        if (signature.length != 2 * HALF) {
            return false;
        }
        var verifier = new ECDSASigner();
        verifier.init(false, key);
        return verifier.verifySignature(
                digest(statement), new BigInteger(1, signature, 0, HALF), new BigInteger(1, signature, HALF, HALF));
    }

    private static byte[] digest(byte[] statement) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(statement);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
