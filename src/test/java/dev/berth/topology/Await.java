package dev.berth.topology;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions with a deadline. */
public final class Await {
    private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

    private Await() {}

    /** @throws AssertionError naming {@code what} when it does not become true in time */
    public static void until(String what, Duration longest, BooleanSupplier condition) {
        long end = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + longest.toSeconds() + " s: " + what);
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
