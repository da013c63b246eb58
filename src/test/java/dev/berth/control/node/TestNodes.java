package dev.berth.control.node;

import java.util.List;
import java.util.UUID;

/** Nodes as the database would give them. */
public final class TestNodes {
    private TestNodes() {}

    /** An empty agent of zone east with this much to offer. */
    public static Node agent(String name, double cores, long memoryBytes) {
        var node = new Node();
        node.id = UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        node.name = name;
        node.zone = "east";
        node.roles = "agent";
        node.joinedAt = java.time.Instant.EPOCH;
        node.offeredCores = cores;
        node.offeredMemoryBytes = memoryBytes;
        return node;
    }

    public static Node with(Node node, List<String> labels, List<String> networks) {
        node.labels = String.join("\n", labels);
        node.networks = String.join("\n", networks);
        return node;
    }

    public static Node overridden(Node node, List<String> labels) {
        node.labelsOverride = String.join("\n", labels);
        return node;
    }
}
