package dev.berth.control.session;

import dev.berth.control.node.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chooses nodes for a session: those with room, the least loaded first, and says why the others were passed over. */
final class Scheduler {
    private static final double GIB = 1024.0 * 1024 * 1024;

    private Scheduler() {}

    /**
     * @param candidates in order of preference
     * @param refusals   a sentence for each node passed over
     */
    record Choice(List<Node> candidates, List<String> refusals) {}

    static Choice choose(List<Node> healthy, double cores, long memoryBytes) {
        var candidates = new ArrayList<Node>();
        var refusals = new ArrayList<String>();
        for (var node : healthy) {
            var refusal = refusal(node, cores, memoryBytes);
            if (refusal.isEmpty()) {
                candidates.add(node);
            } else {
                refusals.add(node.name + ": " + refusal);
            }
        }
        candidates.sort(Comparator.comparingDouble(Scheduler::load));
        return new Choice(List.copyOf(candidates), List.copyOf(refusals));
    }

    private static String refusal(Node node, double cores, long memoryBytes) {
        if (!node.roles().contains("agent")) {
            return "has no agent role";
        }
        if (node.isDraining()) {
            return "is being drained";
        }
        long memoryShort = node.reservedMemoryBytes + memoryBytes - node.memoryBytes;
        double coresShort = node.reservedCores + cores - node.cores;
        if (node.memoryBytes == 0) {
            return "its container engine does not answer";
        }
        if (memoryShort > 0) {
            return "memory short by %.1f GiB".formatted(memoryShort / GIB);
        }
        return coresShort > 0 ? "CPU short by %.1f cores".formatted(coresShort) : "";
    }

    private static double load(Node node) {
        return Math.max(
                node.reservedMemoryBytes / (double) node.memoryBytes,
                node.cores == 0 ? 1 : node.reservedCores / node.cores);
    }
}
