package dev.berth.agent;

import java.util.Arrays;
import java.util.Optional;

/** Looks at the agent's settings before anything starts, so that a wrong one is told with all others. */
public final class AgentSettings {
    private AgentSettings() {}

    /** What is wrong with an engine's address; empty when nothing is. */
    public static Optional<String> dockerHost(String text) {
        return complaint(() -> DockerHost.parse(text));
    }

    /** What is wrong with a range of addresses; empty when nothing is. */
    public static Optional<String> networkRange(String text) {
        return complaint(() -> Subnets.check(text));
    }

    /** What is wrong with a list of labels; empty when nothing is. */
    public static Optional<String> labels(String text) {
        return Arrays.stream(text.split(","))
                .filter(label -> !label.strip().matches("[A-Za-z0-9][A-Za-z0-9._/-]{0,62}=[A-Za-z0-9._-]{0,63}"))
                .findFirst()
                .map(label -> "'" + label + "' is not a label; one looks like disk=ssd.");
    }

    private static Optional<String> complaint(Runnable check) {
        try {
            check.run();
            return Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.of(String.valueOf(malformed.getMessage()));
        }
    }
}
