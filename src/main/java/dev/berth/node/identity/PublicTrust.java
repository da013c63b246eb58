package dev.berth.node.identity;

import dev.berth.node.InvalidSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** The authorities that vouch for host names: those of the Java runtime, or of a file. */
public final class PublicTrust {
    private PublicTrust() {}

    /** @throws InvalidSettings when the file holds no certificate */
    public static X509ExtendedTrustManager of(Optional<Path> authorities, String setting) {
        return authorities.map(file -> in(file, setting)).orElseGet(() -> manager(null));
    }

    private static X509ExtendedTrustManager in(Path file, String setting) {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var number = 0;
            for (var certificate : Pem.certificates(Files.readString(file))) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            if (number > 0) {
                return manager(store);
            }
        } catch (IOException | GeneralSecurityException e) {
            // said below
        }
        throw new InvalidSettings("--" + setting + ": " + file
                + " holds no certificate in PEM form (-----BEGIN CERTIFICATE-----) that can be read.");
    }

    private static X509ExtendedTrustManager manager(@Nullable KeyStore store) {
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
}
