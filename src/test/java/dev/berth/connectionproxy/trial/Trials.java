package dev.berth.connectionproxy.trial;

import dev.berth.connectionproxy.dial.TestDialGuard;
import dev.berth.connectionproxy.guacd.Guacds;
import java.time.Duration;

/** Tests of machines outside of the program. */
public final class Trials {
    private Trials() {}

    /** @param allow networks besides the defaults; the defaults alone without any */
    public static Trial with(Guacds guacds, String... allow) {
        return new Trial(guacds, TestDialGuard.allowing(Duration.ofSeconds(5), allow));
    }
}
