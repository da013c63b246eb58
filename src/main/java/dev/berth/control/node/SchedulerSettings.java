package dev.berth.control.node;

import dev.berth.control.audit.AuditTrail;
import dev.berth.control.user.Caller;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

/** How the scheduler chooses: one row, the same for every web app. */
@Singleton
public class SchedulerSettings {
    private final AuditTrail audit;

    SchedulerSettings(AuditTrail audit) {
        this.audit = audit;
    }

    @Transactional
    public Strategy strategy() {
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
    }
}
