package dev.berth.node;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How far this host's clock is off the control plane's, learned from its answers. */
@Singleton
public final class ClockOffset {
    private static final Duration REMARKABLE = Duration.ofSeconds(30);

    private final Clock clock;
    private volatile Duration offset = Duration.ZERO;

    public ClockOffset(Clock clock) {
        this.clock = clock;
    }

    /** @param control the control plane's time, said between the two instants of this host's clock */
    public void learn(Instant control, Instant asked, Instant answered) {
        var middle = asked.plus(Duration.between(asked, answered).dividedBy(2));
        var fresh = Duration.between(middle, control);
        if (fresh.abs().compareTo(REMARKABLE) > 0 && offset.abs().compareTo(REMARKABLE) <= 0) {
            Log.warnf("the clock of this host is %d s off the control plane's; set it by NTP", fresh.toSeconds());
        }
        offset = fresh;
    }

    /** What to add to this host's time. */
    public Duration value() {
        return offset;
    }

    /** The control plane's time. */
    public Instant now() {
        return clock.instant().plus(offset);
    }
}
