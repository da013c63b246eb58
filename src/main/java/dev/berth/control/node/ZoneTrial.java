package dev.berth.control.node;

import dev.berth.contract.NodeAddress;
import dev.berth.contract.Problem;
import dev.berth.contract.UpstreamTrials;
import dev.berth.control.node.Nodes.Seen;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Lets every node of a zone try an Upstream Auth Address before it becomes the zone's. */
@Singleton
public class ZoneTrial {
    private final Nodes nodes;
    private final UpstreamTrials trials;

    ZoneTrial(Nodes nodes, UpstreamTrials trials) {
        this.nodes = nodes;
        this.trials = trials;
    }

    /** What is wrong with the address, a sentence for each node that finds something; empty when all is well. */
    public List<String> complaints(String zone, String address) {
        var all = nodes.all();
        long webApps = UpstreamFindings.webApps(all);
        var asked = all.stream()
                .filter(seen -> seen.node().zone.equals(zone))
                .filter(seen -> seen.node().joinedAt != null && seen.node().revokedAt == null)
                // these have the control plane in themselves
                .filter(seen -> UpstreamFindings.isHeard(seen) && !UpstreamFindings.isWebApp(seen))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads
                    .invokeAll(asked.stream()
                            .<Callable<List<String>>>map(seen -> () -> complaints(seen, address, webApps))
                            .toList())
                    .stream()
                    .flatMap(ZoneTrial::said)
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of("The trial was interrupted.");
        }
    }

    private static Stream<String> said(Future<List<String>> done) {
        try {
            return done.get().stream();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> complaints(Seen seen, String address, long webApps) {
        var node = seen.node();
        try {
            var found = trials.attempt(new NodeAddress(node.id, node.name, node.url), address);
            var fault = found.fault().map(wrong -> new UpstreamFindings.Finding(wrong, found.detail()));
            return fault.or(() -> UpstreamFindings.singleWebApp(found, webApps)).stream()
                    .map(finding -> node.name + ": " + finding.detail())
                    .toList();
        } catch (Problem problem) {
            return List.of(node.name + " could not try it: " + problem.detail());
        }
    }
}
