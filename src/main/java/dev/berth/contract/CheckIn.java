package dev.berth.contract;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A node's report, every few seconds.
 *
 * @param roles       names as in {@code --roles}; unknown ones are kept, so that versions can differ
 * @param capacity    what an agent has to offer
 * @param sessions    what an agent runs; empty when it cannot tell at the moment, which is not the same as none
 * @param streams     browser connections open here, so that those no longer allowed can be cut
 * @param findings    what is wrong with the node, in sentences
 */
public record CheckIn(
        NodeAddress node,
        String zone,
        Set<String> roles,
        String version,
        Instant startedAt,
        Optional<Capacity> capacity,
        Optional<List<RunningSession>> sessions,
        List<OpenStream> streams,
        List<String> findings) {}
