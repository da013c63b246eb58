package dev.berth.node.identity;

import dev.berth.node.AcmeConfig;
import dev.berth.node.InvalidSettings;
import dev.berth.node.NodeConfig;
import dev.berth.node.SelfSigned;
import dev.berth.node.Tls;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SSLEngineOptions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * What the listeners show: the configured certificate, that of ACME to who asks for its names, or else the node's own
 * from the moment there is one. Each handshake asks anew, so a renewal needs no restart.
 */
@Singleton
public final class ListenerKeys {
    private static final Duration SOON = Duration.ofDays(14);

    private final NodeConfig config;
    private final AcmeConfig acme;
    private final NodeKeys keys;
    private final Clock clock;
    private volatile @Nullable FileKeys files;
    private volatile @Nullable AcmeKeys ordered;

    public ListenerKeys(NodeConfig config, AcmeConfig acme, NodeKeys keys, Clock clock) {
        this.config = config;
        this.acme = acme;
        this.keys = keys;
        this.clock = clock;
    }

    /** Empty when the settings name no certificate at all. */
    public Optional<KeyCertOptions> options() {
        return config.tlsCertificate().flatMap(certificate -> config.tlsKey().map(key -> options(certificate, key)));
    }

    private KeyCertOptions options(Path certificate, Path key) {
        if (!SelfSigned.isIn(config.dataDir(), certificate)) {
            return KeyCertOptions.wrap(files(new Tls(certificate, key)));
        }
        return acme.directory()
                .map(directory -> KeyCertOptions.wrap(ordered(directory, certificate, key)))
                .orElseGet(() -> KeyCertOptions.wrap(live(certificate, key)));
    }

    /** How TLS is spoken. */
    public SSLEngineOptions engine() {
        return ListenerEngine.plain();
    }

    /** How TLS is spoken on the port that an ACME server asks. */
    public SSLEngineOptions askedEngine() {
        return acme.directory().isPresent() ? ListenerEngine.acme() : engine();
    }

    /** Empty without ACME. */
    public Optional<AcmeKeys> ordered() {
        if (ordered == null && acme.directory().isPresent()) {
            options();
        }
        return Optional.ofNullable(ordered);
    }

    private synchronized AcmeKeys ordered(String directory, Path certificate, Path key) {
        var known = ordered;
        if (known == null) {
            known = new AcmeKeys(
                    AcmeFiles.of(config.dataDir(), directory),
                    HostNames.publicly(config, acme),
                    live(certificate, key),
                    clock);
            ordered = known;
        }
        return known;
    }

    /** Both listeners show the same. */
    private synchronized FileKeys files(Tls tls) {
        var known = files;
        if (known == null) {
            known = new FileKeys(tls, clock);
            files = known;
        }
        return known;
    }

    /** When the certificate that browsers see expires. */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(files)
                .map(FileKeys::expiresAt)
                .or(() -> ordered().flatMap(AcmeKeys::expiresAt))
                .or(() -> keys.credential().map(Credential::expiresAt));
    }

    /** A sentence about a configured certificate that is at its end, or one that ACME refuses; our own are renewed by themselves. */
    public Optional<String> warning() {
        return Optional.ofNullable(files)
                .map(FileKeys::expiresAt)
                .flatMap(this::warning)
                .or(() -> ordered().flatMap(AcmeKeys::trouble));
    }

    private Optional<String> warning(Instant end) {
        var now = clock.instant();
        if (end.isAfter(now.plus(SOON))) {
            return Optional.empty();
        }
        var day = end.truncatedTo(ChronoUnit.SECONDS);
        return Optional.of((end.isAfter(now)
                        ? "The certificate that it shows browsers expires at " + day
                        : "The certificate that it shows browsers expired at " + day)
                + ". Replace the files of tls-certificate and tls-key; they are read again without a restart.");
    }

    private Shown live(Path certificate, Path key) {
        try {
            return new Shown(
                    new Tls.Pair(Pem.key(Files.readString(key)), Pem.certificates(Files.readString(certificate))));
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidSettings("The certificate " + certificate + " cannot be used: " + e.getMessage());
        }
    }

    /** The node's own key from the moment there is one, and until then what it made for itself. */
    private final class Shown extends ChangingKey {
        private static final String FIRST = "self-signed";

        private final Tls.Pair first;

        Shown(Tls.Pair first) {
            this.first = first;
        }

        @Override
        @Nullable
        String choose(String type, @Nullable SSLEngine engine) {
            if (!type.startsWith("EC")) {
                return null;
            }
            return keys.credential()
                    .filter(credential -> credential.expiresAt().isAfter(clock.instant()))
                    .map(credential ->
                            credential.certificate().getSerialNumber().toString(16))
                    .orElse(FIRST);
        }

        @Override
        Tls.Pair named(String alias) {
            if (alias.equals(FIRST)) {
                return first;
            }
            return keys.credential()
                    .map(credential -> new Tls.Pair(credential.key(), credential.chain()))
                    .orElse(first);
        }
    }
}
