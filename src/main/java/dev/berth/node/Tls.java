package dev.berth.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** The certificate that this node shows: PEM files. */
public record Tls(Path certificate, Path key) {
    private static final byte[] PROBE = {1, 2, 3};
    private static final String PRIVATE_KEY = "PRIVATE KEY";

    /** @throws InvalidSettings when no browser could connect with these files; the listener itself opens regardless */
    public void check() {
        var first = readCertificate();
        var secret = readKey(first);
        if (!belongTogether(first.getPublicKey(), secret)) {
            throw new InvalidSettings(
                    "The private key " + key + " does not belong to the certificate " + certificate
                            + ". The certificate file must begin with the server's own certificate, before those of its issuers.");
        }
    }

    /**
     * As {@link #check}, for what the node made for itself: it is read when the listener opens, and to sign with it here would
     * cost 70 ms.
     *
     * @throws InvalidSettings when one of the files holds something else
     */
    public void checkKind() {
        if (!holds(certificate, "CERTIFICATE")) {
            throw noCertificate();
        }
        if (!holds(key, PRIVATE_KEY)) {
            throw noKey();
        }
    }

    private static boolean holds(Path file, String type) {
        try {
            return PemBlock.in(Files.readString(file)).stream()
                    .anyMatch(block -> block.type().equals(type));
        } catch (IOException e) {
            throw new InvalidSettings("The file " + file + " cannot be read: " + FileTrouble.of(e) + ".");
        }
    }

    private InvalidSettings noCertificate() {
        return new InvalidSettings(
                "The file " + certificate + " holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).");
    }

    private InvalidSettings noKey() {
        return new InvalidSettings(
                "The file " + key + " holds no private key in PEM form (-----BEGIN PRIVATE KEY-----).");
    }

    /** A key and its certificates, the server's own first. */
    public record Pair(PrivateKey key, List<X509Certificate> chain) {}

    /** @throws InvalidSettings when no browser could connect with what the files hold now */
    public Pair read() {
        check();
        try (var in = Files.newInputStream(certificate)) {
            var chain = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            return new Pair(readKey(chain.getFirst()), chain);
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidSettings("The certificate " + certificate + " cannot be read: " + e.getMessage());
        }
    }

    private X509Certificate readCertificate() {
        try (var in = Files.newInputStream(certificate)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException e) {
            throw new InvalidSettings("The certificate " + certificate + " cannot be read: " + FileTrouble.of(e) + ".");
        } catch (GeneralSecurityException notPem) {
            throw noCertificate();
        }
    }

    private PrivateKey readKey(X509Certificate certificate) {
        try {
            for (var block : PemBlock.in(Files.readString(key))) {
                if (block.type().equals(PRIVATE_KEY)) {
                    return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                            .generatePrivate(new PKCS8EncodedKeySpec(block.content()));
                }
            }
        } catch (IOException | GeneralSecurityException unusual) {
            // of another kind than the certificate's, or damaged
        }
        return readOtherKey();
    }

    private PrivateKey readOtherKey() {
        try (var pem = new PEMParser(Files.newBufferedReader(key))) {
            for (var found = pem.readObject(); found != null; found = pem.readObject()) {
                switch (found) {
                    case PrivateKeyInfo pkcs8 -> {
                        return new JcaPEMKeyConverter().getPrivateKey(pkcs8);
                    }
                    case PEMKeyPair older -> {
                        return new JcaPEMKeyConverter().getPrivateKey(older.getPrivateKeyInfo());
                    }
                    case PKCS8EncryptedPrivateKeyInfo _ ->
                        throw new InvalidSettings("The private key " + key
                                + " is encrypted. Store it without a passphrase, readable by this user only.");
                    default -> {}
                }
            }
        } catch (IOException notPem) {
            // said below
        }
        throw noKey();
    }

    static boolean belongTogether(PublicKey certified, PrivateKey key) {
        var algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC", "ECDSA" -> "SHA256withECDSA";
            case String other -> other;
        };
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            var signed = signature.sign();
            signature.initVerify(certified);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException anotherKind) {
            return false;
        }
    }
}
