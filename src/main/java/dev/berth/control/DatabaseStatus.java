package dev.berth.control;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

/** What an administrator wants to know about the database, and whether it answers at all. */
@Singleton
public class DatabaseStatus {
    DatabaseStatus() {}

    /** @param connections open to this database, from everywhere */
    public record Status(String version, long sizeBytes, int connections) {}

    @Transactional
    public Status read() {
        var row = (Object[]) Panache.getEntityManager()
                .createNativeQuery("select current_setting('server_version'), pg_database_size(current_database()),"
                        + " (select count(*) from pg_stat_activity where datname = current_database())")
                .getSingleResult();
        return new Status((String) row[0], ((Number) row[1]).longValue(), ((Number) row[2]).intValue());
    }

    /** Succeeds only while this process can query the database. */
    @Transactional
    public void ping() {
        Panache.getEntityManager().createNativeQuery("select 1").getSingleResult();
    }
}
