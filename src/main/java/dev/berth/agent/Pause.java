package dev.berth.agent;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import java.time.Duration;

/** Waits between two looks at something that cannot be waited for. */
final class Pause {
    private Pause() {}

    /** @throws Problem {@code UNAVAILABLE} when interrupted, which only a stopping node does */
    static void of(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(ProblemCode.UNAVAILABLE, "The node is stopping.", e);
        }
    }
}
