package dev.berth.relay;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom a node believes to be another node. Certificates are verified, always, and must name the host. */
@Singleton
final class PeerTrust {
    private final Upstream.Trust trust;

    /** The certificate authorities of the Java runtime. */
    PeerTrust() {
        this(managers(null));
    }

    private PeerTrust(X509ExtendedTrustManager manager) {
        trust = new Upstream.Trust(manager, true);
    }

    /** Only the authorities in a PEM file. */
    static PeerTrust of(Path authorities) {
        try (var in = Files.newInputStream(authorities)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var number = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("peer-" + number++, certificate);
            }
            return new PeerTrust(managers(store));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("Cannot read certificates from " + authorities, e);
        }
    }

    private static X509ExtendedTrustManager managers(@Nullable KeyStore store) {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Optional<Upstream.Trust> trust() {
        return Optional.of(trust);
    }
}
