package dev.berth.control;

import dev.berth.control.audit.AuditTrail;
import dev.berth.control.job.Job;
import dev.berth.control.session.Grants;
import dev.berth.control.session.Passes;
import dev.berth.control.session.SessionHistory;
import dev.berth.control.user.LoginRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Throws away what nobody needs any more, so that the database stays small. */
@Singleton
final class Housekeeping implements Job {
    private final LoginRepository logins;
    private final Grants grants;
    private final Passes passes;
    private final SessionHistory history;
    private final AuditTrail audit;
    private final Clock clock;

    Housekeeping(
            LoginRepository logins,
            Grants grants,
            Passes passes,
            SessionHistory history,
            AuditTrail audit,
            Clock clock) {
        this.logins = logins;
        this.grants = grants;
        this.passes = passes;
        this.history = history;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void run() {
        var now = clock.instant();
        QuarkusTransaction.requiringNew().run(() -> {
            logins.deleteExpired(now);
            grants.deleteExpired(now);
            passes.deleteExpired(now);
            history.trim(now);
            audit.maintain(now);
        });
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(1);
    }
}
