package dev.berth.control.identity;

import dev.berth.control.job.Job;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Throws away tokens and certificates that nobody can use any more. */
@Singleton
final class IdentityUpkeep implements Job {
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final JoinTokenDesk tokens;
    private final NodeCertificates certificates;
    private final Clock clock;
    private Instant next = Instant.MIN;

    IdentityUpkeep(JoinTokenDesk tokens, NodeCertificates certificates, Clock clock) {
        this.tokens = tokens;
        this.certificates = certificates;
        this.clock = clock;
    }

    @Override
    public void run() {
        var now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(PAUSE);
        QuarkusTransaction.requiringNew().run(() -> {
            tokens.deleteOld(now);
            certificates.deleteExpired(now);
        });
    }
}
