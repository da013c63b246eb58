package dev.berth.control.identity;

import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What was taken back, read at most once a second: a call is refused within a second wherever it arrives, and at once
 * at the web app that revoked. While the database is away the last list counts.
 */
@Singleton
public final class RevocationList {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final NodeCertificates certificates;
    private final Clock clock;
    private volatile Set<String> revoked = Set.of();
    private volatile Instant readAt = Instant.MIN;

    RevocationList(NodeCertificates certificates, Clock clock) {
        this.certificates = certificates;
        this.clock = clock;
    }

    public boolean contains(X509Certificate certificate) {
        if (readAt.plus(FRESH).isBefore(clock.instant())) {
            read();
        }
        return revoked.contains(NodeCertificates.serial(certificate));
    }

    void read() {
        var now = clock.instant();
        try {
            revoked = certificates.revoked();
        } finally {
            readAt = now;
        }
    }
}
