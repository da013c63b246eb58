package dev.berth.control;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * While a web app starts, nobody waits for its answers: on a host or a database that is busy at that moment it may wait
 * longer for a connection than a request may, instead of giving up.
 */
@Singleton
public final class StartPatience {
    private static final Duration WAIT = Duration.ofSeconds(30);

    /** Looked up late: there is none where there is no database. */
    private final Instance<AgroalDataSource> database;

    StartPatience(Instance<AgroalDataSource> database) {
        this.database = database;
    }

    public void during(Runnable start) {
        var pool = database.get().getConfiguration().connectionPoolConfiguration();
        var usual = pool.acquisitionTimeout();
        pool.setAcquisitionTimeout(WAIT);
        try {
            start.run();
        } finally {
            pool.setAcquisitionTimeout(usual);
        }
    }
}
