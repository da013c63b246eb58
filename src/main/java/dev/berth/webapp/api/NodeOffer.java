package dev.berth.webapp.api;

import dev.berth.control.node.Node;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a node has for sessions, as administrators see it. */
record NodeOffer(Capacity capacity, Overrides overrides) {
    /** What there is and what of it is taken. */
    public record Capacity(
            double cores,
            long memoryBytes,
            double reservedCores,
            long reservedMemoryBytes,
            int gpus,
            int reservedGpus) {}

    /** What an administrator has set; null is left to the node. */
    public record Overrides(
            @Nullable Double cpuOvercommit,
            @Nullable Double memoryOvercommit,
            @Nullable Integer gpus,
            @Nullable String cpuMode) {}

    static NodeOffer of(Node node) {
        var mode = node.cpuMode;
        return new NodeOffer(
                new Capacity(
                        node.offeredCores,
                        node.offeredMemoryBytes,
                        node.reservedCores,
                        node.reservedMemoryBytes,
                        node.offeredGpus,
                        node.reservedGpus),
                new Overrides(
                        node.cpuOvercommit,
                        node.memoryOvercommit,
                        node.gpusOverride,
                        mode == null ? null : mode.name().toLowerCase(Locale.ROOT)));
    }
}
