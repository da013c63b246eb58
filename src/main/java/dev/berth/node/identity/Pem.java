package dev.berth.node.identity;

import dev.berth.node.PemBlock;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Collection;
import java.util.List;

/** Keys and certificates as text. */
final class Pem {
    private static final String SECRET = "PRIVATE KEY";
    private static final String OPEN = "PUBLIC KEY";

    private Pem() {}

    static String certificates(Collection<? extends Certificate> chain) throws GeneralSecurityException {
        var text = new StringBuilder();
        for (var certificate : chain) {
            text.append(write("CERTIFICATE", certificate.getEncoded()));
        }
        return text.toString();
    }

    static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
        var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
        return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    static String keys(KeyPair keys) {
        return write(SECRET, keys.getPrivate().getEncoded())
                + write(OPEN, keys.getPublic().getEncoded());
    }

    static String signingRequest(byte[] der) {
        return write("CERTIFICATE REQUEST", der);
    }

    static PrivateKey key(String text) throws GeneralSecurityException {
        for (var block : PemBlock.in(text)) {
            if (block.type().equals(SECRET)) {
                return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(block.content()));
            }
        }
        throw new GeneralSecurityException("there is no key in PEM form");
    }

    /** What {@link #keys(KeyPair)} wrote. */
    static KeyPair keys(String text) throws GeneralSecurityException {
        for (var block : PemBlock.in(text)) {
            if (block.type().equals(OPEN)) {
                var open = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(block.content()));
                return new KeyPair(open, key(text));
            }
        }
        throw new GeneralSecurityException("a key is missing");
    }

    private static String write(String type, byte[] content) {
        return new PemBlock(type, content).text();
    }
}
