package dev.berth.webapp.api;

import dev.berth.contract.ImageReadiness;
import dev.berth.control.identity.Members;
import dev.berth.control.identity.NodeCertificates;
import dev.berth.control.image.ImageMatrix;
import dev.berth.control.node.NodeStatus;
import dev.berth.control.node.Nodes;
import dev.berth.control.node.Nodes.Seen;
import dev.berth.control.node.UpstreamFindings;
import dev.berth.control.node.Upstreams;
import dev.berth.control.session.LaunchFigures;
import dev.berth.control.zone.Zones;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How each zone does, at a glance. */
@Path("/api/admin/zone-overviews")
@RunOnVirtualThread
@Administrators
public class ZoneOverviewResource {
    private final Zones zones;
    private final Nodes nodes;
    private final Members members;
    private final NodeCertificates certificates;
    private final UpstreamFindings upstreams;
    private final LaunchFigures launches;
    private final ImageMatrix images;

    ZoneOverviewResource(
            Zones zones,
            Nodes nodes,
            Members members,
            NodeCertificates certificates,
            UpstreamFindings upstreams,
            LaunchFigures launches,
            ImageMatrix images) {
        this.zones = zones;
        this.nodes = nodes;
        this.members = members;
        this.certificates = certificates;
        this.upstreams = upstreams;
        this.launches = launches;
        this.images = images;
    }

    /** What relays streams, and how many it has. */
    public record ProxyView(String name, String state, int streams) {}

    /** Cells of the matrix of images, and how many of them are ready. */
    public record ImagesView(long ready, long wanted) {}

    /** What is wrong at a node. */
    public record TroubleView(String node, String text) {}

    /** A zone. */
    public record OverviewView(
            String zone,
            int nodes,
            int readyNodes,
            double cores,
            double reservedCores,
            long memoryBytes,
            long reservedMemoryBytes,
            LaunchFigures.@Nullable Figures launches,
            @Nullable Double roundTripMillis,
            long lossPercent,
            List<ProxyView> proxies,
            @Nullable Instant certificateExpiresAt,
            ImagesView images,
            List<TroubleView> troubles) {}

    /** Read once for all zones. */
    private record Read(
            List<Seen> nodes,
            Map<UUID, UpstreamFindings.Way> ways,
            Map<UUID, Instant> expiries,
            Map<String, LaunchFigures.Figures> launches,
            ImageMatrix.View images) {}

    @GET
    public List<OverviewView> list() {
        var all = nodes.all();
        var read = new Read(all, upstreams.of(all), certificates.expiries(), launches.byZone(), images.read());
        return zones.all().stream().map(zone -> overview(zone.name(), read)).toList();
    }

    private OverviewView overview(String zone, Read read) {
        var here = read.nodes().stream()
                .filter(seen -> seen.node().zone.equals(zone) && seen.node().revokedAt == null)
                .toList();
        var ready = here.stream()
                .filter(seen -> members.status(seen) == NodeStatus.READY)
                .toList();
        var agents = ready.stream().map(Seen::node).toList();
        var ways = here.stream()
                .map(seen -> read.ways().getOrDefault(seen.node().id, UpstreamFindings.Way.UNKNOWN))
                .flatMap(way -> way.found().stream())
                .map(Upstreams.Found::report)
                .toList();
        var roundTrips = ways.stream()
                .flatMap(found -> found.roundTrip().stream())
                .map(UpstreamView::millis)
                .sorted()
                .toList();
        return new OverviewView(
                zone,
                here.size(),
                ready.size(),
                agents.stream().mapToDouble(node -> node.offeredCores).sum(),
                agents.stream().mapToDouble(node -> node.reservedCores).sum(),
                agents.stream().mapToLong(node -> node.offeredMemoryBytes).sum(),
                agents.stream().mapToLong(node -> node.reservedMemoryBytes).sum(),
                read.launches().get(zone),
                roundTrips.isEmpty() ? null : roundTrips.get(roundTrips.size() / 2),
                ways.stream().mapToLong(found -> found.lossPercent()).max().orElse(0),
                here.stream()
                        .filter(seen -> seen.node().roles().contains("zone-proxy"))
                        .map(seen -> new ProxyView(
                                seen.node().name, members.status(seen).wireName(), seen.streams()))
                        .toList(),
                here.stream()
                        .map(seen -> read.expiries().get(seen.node().id))
                        .filter(Objects::nonNull)
                        .min(Instant::compareTo)
                        .orElse(null),
                images(here, read.images()),
                here.stream().flatMap(seen -> troubles(seen, read)).toList());
    }

    private static Stream<TroubleView> troubles(Seen seen, Read read) {
        var way = read.ways().getOrDefault(seen.node().id, UpstreamFindings.Way.UNKNOWN);
        return Stream.concat(
                        way.findings().stream().map(UpstreamFindings.Finding::sentence),
                        seen.node().findings().stream())
                .map(text -> new TroubleView(seen.node().name, text));
    }

    private static ImagesView images(List<Seen> here, ImageMatrix.View images) {
        var ids = here.stream().map(seen -> seen.node().id).toList();
        var cells = images.cells().stream()
                .filter(cell -> ids.contains(cell.nodeId()))
                .toList();
        return new ImagesView(
                cells.stream()
                        .filter(cell -> cell.state() == ImageReadiness.State.PRESENT)
                        .count(),
                cells.size());
    }
}
