package dev.berth.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A node's report, every few seconds.
 *
 * @param roles       names as in {@code --roles}; unknown ones are kept, so that versions can differ
 * @param sentAt      by the clock of the node, which may be wrong
 * @param draining    true when the node takes nothing new
 * @param roundTrip   how long the check-in before this one took
 * @param capacity    what an agent has to offer
 * @param sessions    what an agent runs; empty when it cannot tell at the moment, which is not the same as none
 * @param streams     browser connections open here, so that those no longer allowed can be cut
 * @param images      the images that the control plane asked for, and how far they are
 * @param findings    what is wrong with the node, in sentences
 * @param zoneVersion the version of its zone's settings that it knows
 * @param passListAt  of when the list of revoked passes is that it has
 * @param passUses    whom it let in by pass since it was last heard
 */
public record CheckIn(
        NodeAddress node,
        String zone,
        Set<String> roles,
        String version,
        Instant startedAt,
        Instant sentAt,
        boolean draining,
        Optional<Duration> roundTrip,
        Optional<Capacity> capacity,
        Optional<List<RunningSession>> sessions,
        List<OpenStream> streams,
        List<ImageReadiness> images,
        List<String> findings,
        Optional<Integer> zoneVersion,
        Optional<Instant> passListAt,
        List<PassUse> passUses) {}
