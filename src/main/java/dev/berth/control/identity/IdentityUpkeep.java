package dev.berth.control.identity;

import dev.berth.control.job.Job;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Throws away tokens and certificates that nobody can use any more. */
@Singleton
final class IdentityUpkeep implements Job {
    private final JoinTokenDesk tokens;
    private final NodeCertificates certificates;
    private final Clock clock;

    IdentityUpkeep(JoinTokenDesk tokens, NodeCertificates certificates, Clock clock) {
        this.tokens = tokens;
        this.certificates = certificates;
        this.clock = clock;
    }

    @Override
    public void run() {
        var now = clock.instant();
        QuarkusTransaction.requiringNew().run(() -> {
            tokens.deleteOld(now);
            certificates.deleteExpired(now);
        });
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(30);
    }
}
