package dev.berth.connectionproxy.recording;

import dev.berth.contract.Problem;
import dev.berth.contract.RecordingReport;
import dev.berth.contract.Targets;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells the control plane about recordings until it knows; of several reports on one, the last. */
final class RecordingReports {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Supplier<Targets> targets;
    private final Consumer<RecordingReport> told;
    private final Duration pause;
    private final Map<UUID, RecordingReport> waiting = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Thread thread;

    /** @param told called with each report that arrived, or that the control plane does not want */
    RecordingReports(Supplier<Targets> targets, Consumer<RecordingReport> told) {
        this(targets, told, PAUSE);
    }

    RecordingReports(Supplier<Targets> targets, Consumer<RecordingReport> told, Duration pause) {
        this.targets = targets;
        this.told = told;
        this.pause = pause;
    }

    void start() {
        thread = Thread.ofVirtual().name("recording-reports").start(this::work);
    }

    void stop() {
        var running = thread;
        if (running != null) {
            running.interrupt();
            try {
                running.join(FAREWELL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns at once. */
    void tell(RecordingReport report) {
        lock.lock();
        try {
            waiting.put(report.id(), report);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            while (true) {
                var report = next();
                if (!deliver(report)) {
                    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                }
            }
        } catch (InterruptedException stopped) {
            // what was not told is told after the next start
        }
    }

    private RecordingReport next() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty()) {
                changed.await();
            }
            return waiting.values().iterator().next();
        } finally {
            lock.unlock();
        }
    }

    /** @return false when it has to be tried again */
    private boolean deliver(RecordingReport report) {
        try {
            targets.get().recording(report);
        } catch (Problem problem) {
            switch (problem.code()) {
                case NOT_FOUND, FORBIDDEN, INVALID ->
                    Log.warnf("recording %s is not wanted by the control plane: %s", report.id(), problem.detail());
                default -> {
                    Log.debugf("recording %s is reported again later: %s", report.id(), problem.detail());
                    return false;
                }
            }
        } catch (RuntimeException e) {
            Log.warnf(e, "recording %s is reported again later", report.id());
            return false;
        }
        lock.lock();
        try {
            waiting.remove(report.id(), report);
        } finally {
            lock.unlock();
        }
        told.accept(report);
        return true;
    }
}
