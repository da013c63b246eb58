package dev.berth.contract;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a node has to do after its check-in. The control plane is always right.
 *
 * @param end     sessions that must not run here
 * @param cut     streams that are no longer allowed
 * @param preload images that an agent has to hold ready; what it holds besides stays
 * @param drain   true while the node must take nothing new
 * @param release true once the time for a drain is over: streams that can go on through another node are to end
 * @param notices what keeps the node from serving, in sentences for its log
 * @param now     the time of the control plane, so that a node whose clock is wrong can tell
 * @param zone    the settings of the node's zone, when it does not know them in this version
 * @param passes  where its zone has grace: the list of revoked passes, when it changed or has to be dated anew
 */
public record Orders(
        List<UUID> end,
        List<OpenStream> cut,
        List<ImageOrder> preload,
        boolean drain,
        boolean release,
        List<String> notices,
        Optional<Instant> now,
        Optional<ZoneOrder> zone,
        Optional<PassList> passes) {
    public static final Orders NONE = of(List.of(), List.of(), List.of());

    private static Orders of(List<UUID> end, List<OpenStream> cut, List<ImageOrder> preload) {
        return new Orders(
                end, cut, preload, false, false, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Orders end(UUID... sessions) {
        return of(List.of(sessions), List.of(), List.of());
    }

    public static Orders cut(OpenStream... streams) {
        return of(List.of(), List.of(streams), List.of());
    }

    public static Orders preload(ImageOrder... images) {
        return of(List.of(), List.of(), List.of(images));
    }

    /** The same with another list of passes. */
    public Orders with(PassList list) {
        return new Orders(end, cut, preload, drain, release, notices, now, zone, Optional.of(list));
    }
}
