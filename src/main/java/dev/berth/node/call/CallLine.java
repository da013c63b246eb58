package dev.berth.node.call;

import dev.berth.contract.LaunchProgress;
import dev.berth.contract.Launched;
import dev.berth.node.ProblemJson;
import java.util.Optional;

/**
 * One line of the answer to a call that takes long: progress, and at last the outcome. An empty one says that the
 * node is still at work.
 */
public record CallLine(
        Optional<LaunchProgress> progress,
        Optional<Launched> launched,
        Optional<Boolean> done,
        Optional<ProblemJson> problem) {
    public static final String MEDIA_TYPE = "application/x-ndjson";
    static final CallLine AT_WORK =
            new CallLine(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    static final CallLine DONE = new CallLine(Optional.empty(), Optional.empty(), Optional.of(true), Optional.empty());

    static CallLine of(LaunchProgress progress) {
        return new CallLine(Optional.of(progress), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static CallLine of(Launched launched) {
        return new CallLine(Optional.empty(), Optional.of(launched), Optional.empty(), Optional.empty());
    }

    static CallLine of(ProblemJson problem) {
        return new CallLine(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(problem));
    }

    /** The last but for a problem. */
    public boolean isOutcome() {
        return launched.isPresent() || done.isPresent();
    }
}
