package dev.berth.control.session;

import dev.berth.contract.CheckIn;
import dev.berth.contract.ImageOrder;
import dev.berth.contract.OpenStream;
import dev.berth.contract.Orders;
import dev.berth.control.node.Node;
import dev.berth.control.zone.CurrentZones;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Writes the orders for a node, from its report and its rows. */
@Singleton
final class OrderDesk {
    private static final String CONNECTION_PROXY = "connection-proxy";

    private final SessionComparison comparison;
    private final CurrentZones zones;
    private final RevokedPasses passes;
    private final Clock clock;

    OrderDesk(SessionComparison comparison, CurrentZones zones, RevokedPasses passes, Clock clock) {
        this.comparison = comparison;
        this.zones = zones;
        this.passes = passes;
        this.clock = clock;
    }

    /**
     * @param here what has not ended of the node's sessions
     * @param cut  streams without a right, of this node and perhaps of others
     */
    Orders orders(
            Node node, CheckIn checkIn, List<Resident> here, Collection<OpenStream> cut, List<ImageOrder> preload) {
        var now = clock.instant();
        return new Orders(
                end(node, checkIn, here),
                checkIn.streams().stream().filter(cut::contains).toList(),
                preload,
                node.drainSince != null,
                node.isOverdue(now),
                notices(node),
                Optional.of(now),
                zones.order(node.zone, checkIn.zoneVersion()),
                passes.news(node.zone, checkIn.passListAt()));
    }

    /** Containers that must not be there, and connections to machines whose sessions end or have a new policy. */
    private List<UUID> end(Node node, CheckIn checkIn, List<Resident> here) {
        var containers = checkIn.sessions()
                .map(reported -> comparison.with(checkIn.node(), reported, here))
                .orElse(List.of());
        return isConnectionProxy(node)
                ? Stream.concat(
                                containers.stream(),
                                here.stream().filter(Resident::isBrokenOff).map(Resident::id))
                        .toList()
                : containers;
    }

    static boolean isConnectionProxy(Node node) {
        return node.roles().contains(CONNECTION_PROXY);
    }

    private static List<String> notices(Node node) {
        boolean notTried = node.joinedAt == null && node.reachDetail == null;
        return node
                .notAdmitted()
                .filter(why -> !notTried)
                .map(why -> "The control plane gives this node nothing to do: it " + why)
                .stream()
                .toList();
    }
}
