package dev.berth.control.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a node must have and be to take a session.
 *
 * @param zones         the zones that it may be in; empty for any
 * @param includeLabels a node must carry one of these, when there are any
 * @param excludeLabels a node must carry none of these
 * @param network       a network of its engine that must be there
 * @param image         a node that has it comes before one that has to pull it
 */
public record Demand(
        Share share,
        List<String> zones,
        List<String> includeLabels,
        List<String> excludeLabels,
        Optional<String> network,
        String image) {
    /** The same, in these zones only. */
    public Demand in(List<String> others) {
        return new Demand(share, others, includeLabels, excludeLabels, network, image);
    }

    /** The same, never on a node with the label. */
    Demand without(String label) {
        var more = new ArrayList<>(excludeLabels);
        more.add(label);
        return new Demand(share, zones, includeLabels, more, network, image);
    }
}
