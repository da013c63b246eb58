package dev.berth.connectionproxy.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Is the machine still there? Guacd does not notice when it is lost. So when it shows nothing new, it is asked: soon
 * when somebody typed without any effect, else less and less often, for some machines count such visits as attacks.
 */
final class Pulse {
    private static final int FAILURES = 3;
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(5);
    private static final long AFTER_FAILURE = TimeUnit.SECONDS.toNanos(2);
    /** What is typed shows within this time, or it may never. */
    private static final long ECHO = TimeUnit.SECONDS.toNanos(3);

    private final long interval;
    private long wait;
    private volatile long content;
    private volatile long input;
    private volatile long asked;
    private boolean asking;
    private int failures;

    Pulse(Duration interval, long now) {
        this.interval = interval.toNanos();
        this.wait = this.interval;
        this.content = now;
        this.input = now;
        this.asked = now;
    }

    /** The machine has shown something. */
    void content(long now) {
        content = now;
    }

    /** A key was pressed; the first since the machine was heard of is remembered. */
    void input(long now) {
        if (input - Math.max(content, asked) <= 0) {
            input = now;
        }
    }

    /** True when it is to be asked now; {@link #answered} must follow. */
    synchronized boolean due(long now) {
        if (asking) {
            return false;
        }
        boolean unanswered = input - Math.max(content, asked) > 0 && now - input >= ECHO;
        if (content - asked > 0 || unanswered) {
            wait = interval;
        }
        if (failures > 0) {
            wait = Math.min(interval, AFTER_FAILURE);
        }
        long last = content - asked > 0 && failures == 0 ? content : asked;
        asking = now - last >= wait;
        return asking;
    }

    /** @return true when the machine is lost */
    synchronized boolean answered(boolean there, long now) {
        asking = false;
        asked = now;
        failures = there ? 0 : failures + 1;
        wait = there ? Math.min(LONGEST, 2 * wait) : wait;
        return failures >= FAILURES;
    }
}
