package dev.berth.contract;

import java.util.Optional;

/**
 * What a session gets of its host besides cores and memory.
 *
 * @param cpuMode whether its cores are a limit or a weight
 * @param gpus    whole GPUs
 * @param network a network of the engine that its container joins instead of one of its own
 */
public record HostShare(CpuMode cpuMode, int gpus, Optional<String> network) {
    /** What most get. */
    public static final HostShare PLAIN = new HostShare(CpuMode.QUOTA, 0, Optional.empty());
}
