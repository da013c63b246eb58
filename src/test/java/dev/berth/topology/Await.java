package dev.berth.topology;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for conditions with a deadline. No deadline is shorter than a busy machine may need: it only says how long a test
 * that fails goes on, and how fast something is gets printed, not asserted.
 */
public final class Await {
    private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

    private static final Duration LEAST = Duration.ofSeconds(120);

    private Await() {}

    /** @throws AssertionError naming {@code what} when it does not become true in time */
    public static void until(String what, Duration longest, BooleanSupplier condition) {
        var patience = longest.compareTo(LEAST) < 0 ? LEAST : longest;
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + patience.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** The first value that is not null. */
    public static <T> T value(String what, Duration longest, Supplier<T> supplier) {
        var found = new Object() {
            T value;
        };
        until(what, longest, () -> {
            found.value = supplier.get();
            return found.value != null;
        });
        return found.value;
    }
}
