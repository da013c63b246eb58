package dev.berth.contract;

import java.util.List;
import java.util.UUID;

/**
 * What a node has to do after its check-in. The control plane is always right.
 *
 * @param end sessions that must not run here
 * @param cut streams that are no longer allowed
 */
public record Orders(List<UUID> end, List<OpenStream> cut) {
    public static final Orders NONE = new Orders(List.of(), List.of());
}
