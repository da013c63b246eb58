package dev.berth.remote;

import java.time.Duration;

/**
 * How patiently a call is made.
 *
 * @param deadline for all attempts together
 * @param attempts how often at most; more than one only for a call that may arrive twice
 */
record Terms(Duration deadline, int attempts) {
    private static final int FEW = 3;

    static Terms once(Duration deadline) {
        return new Terms(deadline, 1);
    }

    static Terms repeatable(Duration deadline) {
        return new Terms(deadline, FEW);
    }
}
