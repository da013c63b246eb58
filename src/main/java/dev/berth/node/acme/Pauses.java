package dev.berth.node.acme;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/**
 * How long to wait after a failure: longer each time, up to a fifth more by chance. A server that refuses counts how
 * often it had to; the best known allows five in an hour.
 */
record Pauses(DoubleSupplier chance) {
    static final Duration LONGEST = Duration.ofHours(3);

    private static final Duration AFTER_REFUSAL = Duration.ofMinutes(2);
    private static final Duration UNREACHABLE = Duration.ofSeconds(3);
    private static final Duration LONGEST_UNREACHABLE = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 20;

    /** When to try again after this many failures in a row; never before the server's own word. */
    Instant next(Setback setback, int failures, Instant now) {
        int doublings = Math.clamp(failures - 1, 0, MOST_DOUBLINGS);
        var pause = switch (setback.kind()) {
            case REFUSED -> shorter(AFTER_REFUSAL.multipliedBy(1L << doublings), LONGEST);
            case UNREACHABLE -> shorter(UNREACHABLE.multipliedBy(1L << doublings), LONGEST_UNREACHABLE);
        };
        var next = now.plusMillis((long) (pause.toMillis() * (1 + chance.getAsDouble() / 5)));
        return setback.notBefore().filter(next::isBefore).orElse(next);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
