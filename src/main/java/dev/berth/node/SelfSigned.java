package dev.berth.node;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes the certificate of a node that was given none: once, at the first start, kept in the data directory. */
public final class SelfSigned {
    /** Browsers refuse leaf certificates of more than 825 days. */
    private static final Duration LIFETIME = Duration.ofDays(825);

    private SelfSigned() {}

    /** The certificate in {@code directory}, made if it is not there yet. */
    public static Tls in(Path directory, String hostName) {
        var tls = new Tls(directory.resolve("certificate.pem"), directory.resolve("key.pem"));
        try {
            if (!Files.exists(tls.certificate()) || !Files.exists(tls.key())) {
                Files.createDirectories(directory);
                make(tls, hostName);
            }
            return tls;
        } catch (IOException e) {
            throw new InvalidSettings("Cannot make a certificate in " + directory + ": " + FileTrouble.of(e) + ".");
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new InvalidSettings("Cannot make a certificate in " + directory + ": " + e.getMessage());
        }
    }

    /** True for a certificate that {@link #in} made, because the settings name none. */
    public static boolean isIn(Path dataDir, Path certificate) {
        return certificate.equals(dataDir.resolve("tls").resolve("certificate.pem"));
    }

    private static void make(Tls tls, String hostName)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var keys = generator.generateKeyPair();
        X500Name subject = new X500NameBuilder()
                .addRDN(BCStyle.O, "Berth")
                .addRDN(BCStyle.CN, hostName)
                .build();
        var now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                        subject,
                        new BigInteger(127, new SecureRandom()),
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(LIFETIME)),
                        subject,
                        keys.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                    KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                }))
                .addExtension(Extension.subjectAlternativeName, false, names(hostName));
        var certificate = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
        write(tls.key(), "PRIVATE KEY", keys.getPrivate().getEncoded());
        write(tls.certificate(), "CERTIFICATE", certificate.getEncoded());
    }

    private static GeneralNames names(String hostName) throws SocketException {
        var names = new ArrayList<GeneralName>();
        names.add(new GeneralName(GeneralName.dNSName, hostName));
        names.add(new GeneralName(GeneralName.dNSName, "localhost"));
        for (var address : addresses()) {
            // without the scope of an IPv6 address, as in fe80::1%eth0
            names.add(new GeneralName(
                    GeneralName.iPAddress, address.getHostAddress().replaceAll("%.*", "")));
        }
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    private static List<InetAddress> addresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLinkLocalAddress())
                .toList();
    }

    private static void write(Path file, String type, byte[] content) throws IOException {
        PrivateFile.write(file, new PemBlock(type, content).text());
    }
}
