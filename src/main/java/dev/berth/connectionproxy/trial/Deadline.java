package dev.berth.connectionproxy.trial;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** When a test has to be over. */
record Deadline(long nanos) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Milliseconds that are left, but no more than these. @throws Problem {@code TIMEOUT} when none are */
    int millis(Duration most) {
        long left = TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime());
        if (left <= 0) {
            throw new Problem(ProblemCode.TIMEOUT, "The test takes too long and was broken off.");
        }
        return Math.toIntExact(Math.min(left, most.toMillis()));
    }
}
