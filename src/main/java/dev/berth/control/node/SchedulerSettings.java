package dev.berth.control.node;

import dev.berth.control.audit.AuditTrail;
import dev.berth.control.user.Caller;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;

/** How the scheduler chooses: one row, the same for every web app. */
@Singleton
public class SchedulerSettings {
    /** A change on another web app shows this late. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final AuditTrail audit;
    private final Remembered<Strategy> row;

    SchedulerSettings(AuditTrail audit, Clock clock) {
        this.audit = audit;
        this.row = new Remembered<>(FRESH, clock);
    }

    @Transactional
    public Strategy strategy() {
        return row.get(SchedulerSettings::read);
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
        row.forget();
    }
}
