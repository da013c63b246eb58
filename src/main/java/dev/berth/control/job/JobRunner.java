package dev.berth.control.job;

import io.quarkus.logging.Log;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs the jobs every second on the web app that holds the lease. */
@Singleton
public final class JobRunner {
    private static final String LEASE = "jobs";
    private static final Duration LEASE_TIME = Duration.ofSeconds(5);
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final UUID self = UUID.randomUUID();
    private final Leases leases;
    private final Instance<Job> jobs;
    private volatile @Nullable Thread thread;
    private volatile boolean failing;
    private boolean holding;

    JobRunner(Leases leases, Instance<Job> jobs) {
        this.leases = leases;
        this.jobs = jobs;
    }

    public void start() {
        thread = Thread.ofVirtual().name("jobs").start(this::loop);
    }

    public void stop() {
        var running = thread;
        if (running != null) {
            running.interrupt();
            try {
                leases.giveUp(LEASE, self);
            } catch (RuntimeException databaseGone) {
                Log.debug("the job lease runs out by itself", databaseGone);
            }
        }
    }

    private void loop() {
        while (!Thread.currentThread().isInterrupted()) {
            pass();
            try {
                Thread.sleep(BEAT);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void pass() {
        try {
            boolean held = leases.hold(LEASE, self, LEASE_TIME);
            if (held != holding) {
                holding = held;
                Log.infof(held ? "the jobs run here now" : "the jobs run on another web app now");
            }
            if (held) {
                jobs.forEach(Job::run);
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                failing = true;
                Log.warn("jobs are interrupted, trying again every second", e);
            }
        }
    }
}
