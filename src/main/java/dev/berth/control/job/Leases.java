package dev.berth.control.job;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.UUID;

/** A lock in the database that passes on when its holder dies. The database's clock decides, so skew does not. */
@Singleton
public class Leases implements PanacheRepositoryBase<JobLease, String> {
    /** Takes or renews the lease; false while another holds it. */
    @Transactional
    public boolean hold(String name, UUID holder, Duration time) {
        return getEntityManager()
                        .createNativeQuery("insert into job_lease (name, holder, held_until)"
                                + " values (?1, ?2, now() + make_interval(secs => ?3))"
                                + " on conflict (name) do update"
                                + " set holder = excluded.holder, held_until = excluded.held_until"
                                + " where job_lease.holder = excluded.holder or job_lease.held_until < now()")
                        .setParameter(1, name)
                        .setParameter(2, holder)
                        .setParameter(3, time.toMillis() / 1000.0)
                        .executeUpdate()
                == 1;
    }

    /** Gives the lease up, so that another need not wait. */
    @Transactional
    public void giveUp(String name, UUID holder) {
        delete("name = ?1 and holder = ?2", name, holder);
    }
}
