package dev.berth.control.identity;

import dev.berth.contract.NodeAddress;
import dev.berth.contract.NodeProbe;
import dev.berth.contract.Problem;
import dev.berth.control.job.Job;
import dev.berth.control.node.Memberships;
import dev.berth.control.node.Nodes;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Tries the nodes at the addresses that they name: when they join, when the address changes, and from time to time. */
@Singleton
final class ReachBack implements Job {
    private static final Duration AGAIN = Duration.ofMinutes(5);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

    private final Memberships memberships;
    private final Nodes nodes;
    private final Members members;
    private final NodeProbe probe;
    private final Clock clock;
    private final Set<UUID> trying = ConcurrentHashMap.newKeySet();

    ReachBack(Memberships memberships, Nodes nodes, Members members, NodeProbe probe, Clock clock) {
        this.memberships = memberships;
        this.nodes = nodes;
        this.members = members;
        this.probe = probe;
        this.clock = clock;
    }

    @Override
    public void run() {
        var due = memberships.due(clock.instant(), nodes.seenSince(), AGAIN, AFTER_FAILURE);
        for (var node : due) {
            if (trying.add(node.id())) {
                Thread.ofVirtual().name("reach-" + node.name()).start(() -> reach(node));
            }
        }
    }

    private void reach(NodeAddress node) {
        try {
            probe.reach(node);
            members.reached(node, true, "");
        } catch (Problem problem) {
            members.reached(node, false, problem.detail());
        } catch (RuntimeException e) {
            Log.warnf(e, "node %s could not be tried", node.name());
        } finally {
            trying.remove(node.id());
        }
    }
}
