package dev.berth.control.node;

import dev.berth.contract.UpstreamFault;
import dev.berth.contract.UpstreamReport;
import dev.berth.control.node.Upstreams.Found;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What is wrong with the ways of nodes to the control plane, as far as that can be told from here. */
@Singleton
public class UpstreamFindings {
    private static final int LOSS_PERCENT = 10;
    private static final String WEB_APP = "web-app";

    private final Upstreams upstreams;

    UpstreamFindings(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    /** One of them, in a sentence with what to do. */
    public record Finding(UpstreamFault fault, String detail) {
        public String sentence() {
            return fault.title() + ": " + detail;
        }
    }

    /** A node's way: what it last reported, if it did, and what is wrong with it. */
    public record Way(Optional<Found> found, List<Finding> findings) {
        public static final Way UNKNOWN = new Way(Optional.empty(), List.of());
    }

    public Map<UUID, Way> of(List<Nodes.Seen> nodes) {
        var found = upstreams.all();
        var webApps = webApps(nodes);
        var ways = new HashMap<UUID, Way>();
        for (var seen : nodes) {
            if (!isWebApp(seen)) {
                var known = Optional.ofNullable(found.get(seen.node().id));
                ways.put(seen.node().id, new Way(known, findings(seen, known, nodes, webApps)));
            }
        }
        return ways;
    }

    static long webApps(List<Nodes.Seen> nodes) {
        return nodes.stream()
                .filter(UpstreamFindings::isWebApp)
                .filter(UpstreamFindings::isHeard)
                .count();
    }

    static boolean isWebApp(Nodes.Seen seen) {
        return seen.node().roles().contains(WEB_APP);
    }

    static boolean isHeard(Nodes.Seen seen) {
        return !seen.missing();
    }

    private List<Finding> findings(Nodes.Seen seen, Optional<Found> known, List<Nodes.Seen> nodes, long webApps) {
        var findings = new ArrayList<Finding>();
        if (seen.missing()) {
            silence(seen, known, nodes).ifPresent(findings::add);
            return findings;
        }
        known.map(Found::report).ifPresent(found -> {
            found.fault().ifPresent(fault -> findings.add(new Finding(fault, found.detail())));
            singleWebApp(found, webApps).ifPresent(findings::add);
            if (found.asked() >= UpstreamReport.ENOUGH && found.lossPercent() >= LOSS_PERCENT) {
                findings.add(new Finding(
                        UpstreamFault.LOSS,
                        found.lost() + " of the last " + found.asked() + " questions to " + found.address()
                                + " were not answered. Look at the line between this zone and that address."));
            }
        });
        return findings;
    }

    /** Also used for an address that is only tried. */
    static Optional<Finding> singleWebApp(UpstreamReport found, long webApps) {
        boolean one = found.answeredBy().size() == 1;
        return one && webApps > 1
                ? Optional.of(new Finding(
                        UpstreamFault.SINGLE_WEB_APP,
                        "of " + webApps + " web apps " + found.answeredBy().getFirst() + " alone answers at "
                                + found.address()
                                + ". When it stops, this zone stops. Enter the address of the balancer in"
                                + " front of all of them."))
                : Optional.empty();
    }

    /** Names the path, since the node itself cannot. */
    private Optional<Finding> silence(Nodes.Seen seen, Optional<Found> known, List<Nodes.Seen> nodes) {
        var node = seen.node();
        if (node.joinedAt == null || node.revokedAt != null) {
            return Optional.empty();
        }
        var address = known.map(found -> found.report().address()).orElse("its Upstream Auth Address");
        var zone = nodes.stream()
                .filter(other -> other.node().zone.equals(node.zone))
                .toList();
        var detail = zone.size() > 1 && zone.stream().noneMatch(UpstreamFindings::isHeard)
                ? "nothing of zone " + node.zone + " is heard any more over " + address
                        + ". The line between that zone and this address is broken, or the zone is lost. Streams that run"
                        + " there may go on; nothing new begins there."
                : "it does not report over " + address + " any more, others of its zone do.";
        return Optional.of(new Finding(UpstreamFault.SILENT, detail));
    }
}
