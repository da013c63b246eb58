package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.dial.Sign;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Is the machine still there? Guacd does not notice when it is lost or frozen. So when it shows nothing new, it is
 * asked: soon when somebody typed without any effect, else less and less often, for some machines count such visits as
 * attacks, and a frozen one takes only so many.
 */
final class Pulse {
    /** What is known of the machine. */
    enum Verdict {
        THERE,
        /** It was asked twice in a row and said nothing, nor has it shown anything. */
        SILENT,
        LOST
    }

    private static final int FAILURES = 3;
    private static final int SILENCES = 2;
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
    private long began;
    private int failures;
    private int silences;

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
        boolean shown = content - asked > 0;
        boolean unanswered = input - Math.max(content, asked) > 0 && now - input >= ECHO;
        if (shown) {
            silences = 0;
        }
        if (shown || unanswered && silences < SILENCES) {
            wait = interval;
        }
        boolean doubtful = failures > 0 || silences == 1;
        long last = shown && failures == 0 ? content : asked;
        asking = now - last >= (doubtful ? Math.min(interval, AFTER_FAILURE) : wait);
        began = now;
        return asking;
    }

    synchronized Verdict answered(Sign sign, long now) {
        asking = false;
        asked = now;
        failures = sign == Sign.NONE ? failures + 1 : 0;
        // who drew meanwhile is not frozen, whatever became of the visit
        silences = sign == Sign.SILENT && content - began <= 0 ? silences + 1 : 0;
        wait = sign == Sign.NONE ? wait : Math.min(LONGEST, 2 * wait);
        return failures >= FAILURES ? Verdict.LOST : silences >= SILENCES ? Verdict.SILENT : Verdict.THERE;
    }
}
