package dev.berth.topology;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The file with the certificate that a host of scripts/topology shows, and the authority that it is of. */
public final class HostCertificate {
    private final Path file;
    private final Path authority;

    HostCertificate(Path file, Path authority) {
        this.file = file;
        this.authority = authority;
    }

    /** Writes another into the file, as a renewal does: for the same name and key, by the same authority. */
    public void validUntil(Instant end) {
        var now = (X509CertificateHolder) read(file);
        var issuer = (X509CertificateHolder) read(authority.resolve("ca.pem"));
        var builder = new X509v3CertificateBuilder(
                issuer.getSubject(),
                new BigInteger(127, new SecureRandom()),
                Date.from(end.minus(Duration.ofDays(60))),
                Date.from(end),
                now.getSubject(),
                now.getSubjectPublicKeyInfo());
        try (var text = new StringWriter();
                var pem = new JcaPEMWriter(text)) {
            for (Object extension : now.getExtensionOIDs()) {
                builder.addExtension(now.getExtension((ASN1ObjectIdentifier) extension));
            }
            var key = new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) read(authority.resolve("ca.key")));
            pem.writeObject(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
            pem.flush();
            Files.writeString(file, text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object read(Path pem) {
        try (var parser = new PEMParser(Files.newBufferedReader(pem))) {
            return parser.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
