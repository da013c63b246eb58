package dev.berth.contract;

import java.util.Optional;

/**
 * A launch has got further.
 *
 * @param percent 0 to 100 where the step can be measured
 * @param detail  a few words for the user, for example {@code 120 of 700 MB}
 */
public record LaunchProgress(LaunchStep step, Optional<Integer> percent, Optional<String> detail) {
    public static LaunchProgress of(LaunchStep step) {
        return new LaunchProgress(step, Optional.empty(), Optional.empty());
    }
}
