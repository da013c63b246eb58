package dev.berth.contract;

import java.util.List;

/**
 * What an agent may hand out, over-commitment included.
 *
 * @param cores       sum of the CPU limits it may hold
 * @param memoryBytes sum of the memory limits it may hold
 * @param memoryReserveBytes memory that it keeps for its host, whatever it promises
 * @param gpus        whole GPUs
 * @param networks    networks of the engine that somebody made for workspaces to join, by name
 * @param labels      what its configuration says about it, {@code key=value} each
 * @param engine      its container engine
 */
public record Capacity(
        double cores,
        long memoryBytes,
        long memoryReserveBytes,
        int gpus,
        List<String> networks,
        List<String> labels,
        Engine engine) {
    /** A node of an earlier version says nothing of some. */
    @SuppressWarnings("NullAway")
    public Capacity {
        networks = networks == null ? List.of() : networks;
        labels = labels == null ? List.of() : labels;
    }

    /**
     * The container engine and its host.
     *
     * @param apiVersion the API version in use, for example {@code 1.41}
     */
    public record Engine(String name, String version, String apiVersion, int cpus, long memoryBytes) {}
}
