package dev.berth.control.job;

import java.time.Duration;

/** Work that one web app at a time does, again and again. A pass must be short and must survive being cut off. */
public interface Job {
    void run();

    /** The least time from one pass to the next; every beat, if it is none. */
    default Duration pause() {
        return Duration.ZERO;
    }
}
