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
 * @param agents  how many there were; connection proxies for a machine
 * @param refused how many of them were passed over, by filter; a node may count more than once
 * @param nodes   the first of them, the chosen one before all others
 * @param zones   where it might be, and why; null in explanations of an earlier version
 * @param servers which machine; null for a container
 */
public record Explanation(
        Instant at,
        String workspace,
        String strategy,
        @Nullable String chosen,
        int agents,
        Map<String, Integer> refused,
        List<Verdict> nodes,
        @Nullable Zones zones,
        @Nullable Servers servers) {
    /**
     * Of the servers that came into question, a verdict each.
     *
     * @param chosen the name of the server, also when nothing connects it
     * @param all    how many there were
     * @param listed the first of them, the chosen one before all others
     * @param why    why there is no session; empty when there is one
     */
    public record Servers(@Nullable String chosen, int all, List<Verdict> listed, String why) {
        Servers because(String why) {
            return new Servers(chosen, all, listed, why);
        }
    }

    /** In this order, from the home zone on. */
    public record Zones(String home, String how, List<String> tried) {}

    /**
     * About one node or server.
     *
     * @param verdict {@code chosen}, {@code fits} or {@code refused}
     * @param reasons against it; of what was chosen or fits, what it was compared by, if words are needed
     * @param load    0 to 1: the fuller of an agent's cores and memory; null for what only sessions are counted of
     */
    public record Verdict(
            UUID id,
            String name,
            String zone,
            String verdict,
            List<String> reasons,
            @Nullable Double load) {
        private static final String CHOSEN = "chosen";

        /** With {@code against} when it was passed over, else with {@code compared}. */
        static Verdict of(
                UUID id,
                String name,
                String zone,
                boolean chosen,
                List<String> against,
                List<String> compared,
                @Nullable Double load) {
            boolean refused = !chosen && !against.isEmpty();
            return new Verdict(
                    id, name, zone, chosen ? CHOSEN : refused ? "refused" : "fits", refused ? against : compared, load);
        }

        boolean isChosen() {
            return verdict.equals(CHOSEN);
        }

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
