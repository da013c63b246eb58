package dev.berth.webapp.api;

import dev.berth.control.identity.Members;
import dev.berth.control.identity.NodeCertificates;
import dev.berth.control.node.GraceStates;
import dev.berth.control.node.Node;
import dev.berth.control.node.NodeLabels;
import dev.berth.control.node.NodeStatus;
import dev.berth.control.node.Nodes;
import dev.berth.control.node.UpstreamFindings;
import dev.berth.control.session.SessionRepository;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The nodes of the deployment. */
@Path("/api/admin/nodes")
@RunOnVirtualThread
@Administrators
public class AdminNodeResource {
    private final Nodes nodes;
    private final Members members;
    private final NodeCertificates certificates;
    private final SessionRepository sessions;
    private final UpstreamFindings upstreams;
    private final GraceStates grace;

    AdminNodeResource(
            Nodes nodes,
            Members members,
            NodeCertificates certificates,
            SessionRepository sessions,
            UpstreamFindings upstreams,
            GraceStates grace) {
        this.grace = grace;
        this.upstreams = upstreams;
        this.nodes = nodes;
        this.members = members;
        this.certificates = certificates;
        this.sessions = sessions;
    }

    /** Whether the node answers at its address. */
    public record ReachView(
            boolean ok, String detail, @Nullable Instant checkedAt) {
        static @Nullable ReachView of(Node node) {
            var ok = node.reachOk;
            var detail = node.reachDetail;
            return ok == null ? null : new ReachView(ok, detail == null ? "" : detail, node.reachCheckedAt);
        }
    }

    /** A node's container engine. */
    public record EngineView(String name, String version, String apiVersion, int cpus, long memoryBytes) {
        static @Nullable EngineView of(Node node) {
            var name = node.engineName;
            var version = node.engineVersion;
            var api = node.engineApiVersion;
            var cpus = node.engineCpus;
            var memory = node.engineMemoryBytes;
            return name == null || version == null || api == null || cpus == null || memory == null
                    ? null
                    : new EngineView(name, version, api, cpus, memory);
        }
    }

    /** A node. */
    public record NodeView(
            UUID id,
            String name,
            String zone,
            List<String> roles,
            String version,
            String address,
            String url,
            String state,
            boolean enabled,
            Instant lastSeenAt,
            Instant startedAt,
            @Nullable Long roundTripMillis,
            @Nullable Long clockOffsetMillis,
            @Nullable Instant certificateExpiresAt,
            @Nullable ReachView reach,
            double cores,
            long memoryBytes,
            double reservedCores,
            long reservedMemoryBytes,
            long liveSessions,
            @Nullable EngineView engine,
            NodeDrainResource.@Nullable DrainView drain,
            List<String> findings,
            @Nullable UpstreamView upstream,
            GraceStates.@Nullable GraceState grace,
            Map<String, String> labels,
            long sessions,
            @Nullable Integer maxSessions,
            NodeOffer.Capacity capacity,
            NodeOffer.Overrides overrides) {
        static NodeView of(
                Nodes.Seen seen,
                NodeStatus status,
                @Nullable Instant certificateExpiresAt,
                long liveSessions,
                UpstreamFindings.Way way,
                GraceStates.@Nullable GraceState grace) {
            var node = seen.node();
            var offer = NodeOffer.of(node);
            return new NodeView(
                    node.id,
                    node.name,
                    node.zone,
                    node.roles(),
                    node.version,
                    node.url,
                    node.url,
                    status.wireName(),
                    node.enabled,
                    seen.lastSeenAt(),
                    node.startedAt,
                    seen.roundTripMillis(),
                    seen.clockOffsetMillis(),
                    certificateExpiresAt,
                    ReachView.of(node),
                    node.offeredCores,
                    node.offeredMemoryBytes,
                    node.reservedCores,
                    node.reservedMemoryBytes,
                    liveSessions,
                    EngineView.of(node),
                    NodeDrainResource.DrainView.of(node),
                    Stream.concat(
                                    way.findings().stream().map(UpstreamFindings.Finding::sentence),
                                    node.findings().stream())
                            .toList(),
                    UpstreamView.of(way),
                    grace,
                    NodeLabels.map(node.labels()),
                    liveSessions,
                    node.maxSessions,
                    offer.capacity(),
                    offer.overrides());
        }
    }

    @GET
    public List<NodeView> list() {
        var live = sessions.liveByNode();
        var expiries = certificates.expiries();
        var all = nodes.all();
        var ways = upstreams.of(all);
        var graces = grace.of(all);
        return all.stream()
                .map(seen -> NodeView.of(
                        seen,
                        members.status(seen),
                        expiries.get(seen.node().id),
                        live.getOrDefault(seen.node().id, 0L),
                        ways.getOrDefault(seen.node().id, UpstreamFindings.Way.UNKNOWN),
                        graces.get(seen.node().id)))
                .toList();
    }
}
