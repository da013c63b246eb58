package dev.berth.control.identity;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

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
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile Instant readAt = Instant.MIN;

    RevocationList(NodeCertificates certificates, Clock clock) {
        this.certificates = certificates;
        this.clock = clock;
    }

    public boolean contains(X509Certificate certificate) {
        if (readAt.plus(FRESH).isBefore(clock.instant())) {
            refresh();
        }
        return revoked.contains(NodeCertificates.serial(certificate));
    }

    /** An event loop must not wait for the database: a stream that it opens counts by the last list. */
    private void refresh() {
        if (Thread.currentThread().isVirtual()) {
            read();
        } else if (reading.compareAndSet(false, true)) {
            Thread.ofVirtual().name("revocations").start(() -> {
                try {
                    read();
                } finally {
                    reading.set(false);
                }
            });
        }
    }

    /** Reads it now. */
    public void read() {
        var now = clock.instant();
        try {
            revoked = certificates.revoked();
        } catch (RuntimeException databaseGone) {
            Log.debugf("the revocation list was not read: %s", databaseGone.getMessage());
        } finally {
            readAt = now;
        }
    }
}
