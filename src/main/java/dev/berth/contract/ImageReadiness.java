package dev.berth.contract;

import java.util.Locale;
import java.util.Optional;

/**
 * How far an agent is with an image.
 *
 * @param percent   0 to 100 while it is pulled, where that can be measured
 * @param detail    why it failed, or a few words about the pull; empty when there is nothing to say
 * @param sizeBytes on the agent's disk; 0 when not present
 */
public record ImageReadiness(String image, State state, Optional<Integer> percent, String detail, long sizeBytes) {
    /** Missing ones are waiting for their turn. */
    public enum State {
        PRESENT,
        PULLING,
        FAILED,
        MISSING;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
