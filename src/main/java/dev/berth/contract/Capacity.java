package dev.berth.contract;

/**
 * What an agent may hand out, over-commitment included.
 *
 * @param cores       sum of the CPU limits it may hold
 * @param memoryBytes sum of the memory limits it may hold
 * @param engine      its container engine
 */
public record Capacity(double cores, long memoryBytes, Engine engine) {
    /**
     * The container engine and its host.
     *
     * @param apiVersion the API version in use, for example {@code 1.41}
     */
    public record Engine(String name, String version, String apiVersion, int cpus, long memoryBytes) {}
}
