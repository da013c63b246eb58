package dev.berth.chaos;

import dev.berth.topology.BerthClient;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Users who go on and on, and everything that went wrong for them. */
final class Load implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, LongAdder> done = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    /** One thing that can be done and counted. */
    interface Act {
        void run() throws Exception;
    }

    /** Repeats it until the end. */
    void repeat(String what, Duration pause, Supplier<Act> user) {
        threads.submit(() -> {
            var act = user.get();
            while (!over) {
                once(what, act);
                LockSupport.parkNanos(pause.toNanos());
            }
        });
    }

    private void once(String what, Act act) {
        try {
            act.run();
            count(what);
        } catch (Exception | AssertionError e) {
            failures.add(what + ": " + e);
        }
    }

    void count(String what) {
        done.computeIfAbsent(what, unused -> new LongAdder()).increment();
    }

    long done(String what) {
        return done.getOrDefault(what, new LongAdder()).sum();
    }

    Queue<String> failures() {
        return failures;
    }

    /** A stream that is looked at all the time, and opened anew at once when its proxy goes, as the page does. */
    void watch(BerthClient client, String session) {
        threads.submit(() -> {
            var stream = DesktopStream.open(client, session);
            long worst = 0;
            while (!over) {
                try {
                    stream.picture();
                    count("pictures");
                } catch (RuntimeException | AssertionError broken) {
                    long lost = System.nanoTime();
                    stream.close();
                    try {
                        stream = DesktopStream.open(client, session);
                        stream.picture();
                        worst = Math.max(worst, System.nanoTime() - lost);
                        count("streams moved");
                        System.out.printf(
                                "measured: a stream moved to another proxy (%s), its picture stood still for %d ms%n",
                                broken.getMessage(), Duration.ofNanos(worst).toMillis());
                    } catch (RuntimeException | AssertionError interrupted) {
                        failures.add("stream: " + interrupted);
                    }
                }
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
            stream.close();
        });
    }

    /** Lets everybody finish. */
    @Override
    public void close() {
        over = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
                failures.add("somebody hangs");
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.println("measured: " + done + ", failed: " + failures.size());
    }
}
