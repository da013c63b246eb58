package dev.berth.contract;

import java.util.List;

/**
 * What was removed from an agent's disk.
 *
 * @param bytes a rough figure: images share layers
 */
public record Pruned(List<String> images, long bytes) {}
