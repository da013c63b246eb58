package dev.berth.control.session;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a session came to its node, or to none.
 *
 * @param chosen  the name of the node; null for a refusal
 * @param agents  how many there were
 * @param refused how many of them were passed over, by filter; a node may count more than once
 * @param nodes   the first of them, the chosen one before all others
 * @param zones   where it might be, and why; null in explanations of an earlier version
 */
public record Explanation(
        Instant at,
        String workspace,
        String strategy,
        @Nullable String chosen,
        int agents,
        Map<String, Integer> refused,
        List<Verdict> nodes,
        @Nullable Zones zones) {
    /** In this order, from the home zone on. */
    public record Zones(String home, String how, List<String> tried) {}

    /**
     * About one node.
     *
     * @param verdict {@code chosen}, {@code fits} or {@code refused}
     * @param load    0 to 1: the fuller of its cores and its memory
     */
    public record Verdict(UUID id, String name, String zone, String verdict, List<String> reasons, double load) {
        @Override
        public String toString() {
            return name + ": " + (reasons.isEmpty() ? verdict : String.join(", ", reasons));
        }
    }

    /** For the log, the audit trail and an administrator's error: a line. */
    String line(int most) {
        if (agents == 0) {
            return "no agent has joined";
        }
        var text = new StringBuilder();
        nodes.stream()
                .limit(most)
                .forEach(node -> text.append(text.isEmpty() ? "" : "; ").append(node));
        return agents <= most ? text.toString() : text + "; and " + (agents - most) + " more: " + refused;
    }
}
