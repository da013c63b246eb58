package dev.berth.control.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one row says, the same for every web app; a change on another one shows late by as long as it is fresh. */
final class Remembered<T> {
    private final Duration fresh;
    private final Clock clock;
    private volatile @Nullable Read<T> last;

    private record Read<T>(T value, Instant at) {}

    Remembered(Duration fresh, Clock clock) {
        this.fresh = fresh;
        this.clock = clock;
    }

    T get(Supplier<T> row) {
        var known = last;
        var now = clock.instant();
        if (known == null || known.at().plus(fresh).isBefore(now)) {
            known = new Read<>(row.get(), now);
            last = known;
        }
        return known.value();
    }

    void forget() {
        last = null;
    }
}
