package dev.berth.control.job;

import io.quarkus.logging.Log;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
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
    private final Map<Job, Long> lastPasses = new IdentityHashMap<>();
    private final Set<Object> failing = new HashSet<>();
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
        if (holdsLease()) {
            jobs.forEach(this::pass);
        }
    }

    private boolean holdsLease() {
        try {
            boolean held = leases.hold(LEASE, self, LEASE_TIME);
            failing.remove(this);
            if (held != holding) {
                holding = held;
                Log.infof(held ? "the jobs run here now" : "the jobs run on another web app now");
            }
            return held;
        } catch (RuntimeException databaseGone) {
            failed("the lease of the jobs", this, databaseGone);
            return false;
        }
    }

    private void pass(Job job) {
        var last = lastPasses.get(job);
        long now = System.nanoTime();
        if (last == null || now - last >= job.pause().toNanos()) {
            lastPasses.put(job, now);
            attempt(job);
        }
    }

    /** One that fails keeps none of the others from their work. */
    private void attempt(Job job) {
        try {
            job.run();
            failing.remove(job);
        } catch (RuntimeException e) {
            failed(job.getClass().getSimpleName(), job, e);
        }
    }

    private void failed(String what, Object who, RuntimeException why) {
        if (failing.add(who)) {
            Log.warnf(why, "%s failed, and is tried again", what);
        }
    }
}
