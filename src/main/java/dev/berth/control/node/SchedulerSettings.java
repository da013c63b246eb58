package dev.berth.control.node;

import dev.berth.control.audit.AuditTrail;
import dev.berth.control.user.Caller;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the scheduler chooses: one row, the same for every web app. */
@Singleton
public class SchedulerSettings {
    /** A change on another web app shows this late. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final AuditTrail audit;
    private final Clock clock;
    private volatile @Nullable Read cached;

    private record Read(Strategy strategy, Instant at) {}

    SchedulerSettings(AuditTrail audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public Strategy strategy() {
        var known = cached;
        var now = clock.instant();
        if (known == null || known.at().plus(FRESH).isBefore(now)) {
            known = new Read(read(), now);
            cached = known;
        }
        return known.strategy();
    }

    private static Strategy read() {
        return Strategy.valueOf(Panache.getEntityManager()
                .createNativeQuery("select strategy from scheduler_setting")
                .getSingleResult()
                .toString());
    }

    @Transactional
    public void strategy(Strategy strategy, Caller by) {
        Panache.getEntityManager()
                .createNativeQuery("update scheduler_setting set strategy = ?1")
                .setParameter(1, strategy.name())
                .executeUpdate();
        audit.record(by.name(), "settings.changed", "scheduler", strategy.wireName(), by.address());
        cached = null;
    }
}
