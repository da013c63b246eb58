package dev.berth.control.node;

import java.util.List;
import java.util.Optional;

/**
 * What a node must have and be to take a session.
 *
 * @param zone          the only zone; empty for any
 * @param includeLabels a node must carry one of these, when there are any
 * @param excludeLabels a node must carry none of these
 * @param network       a network of its engine that must be there
 * @param image         a node that has it comes before one that has to pull it
 */
public record Demand(
        Share share,
        Optional<String> zone,
        List<String> includeLabels,
        List<String> excludeLabels,
        Optional<String> network,
        String image) {}
