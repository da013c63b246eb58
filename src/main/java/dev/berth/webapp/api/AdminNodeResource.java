package dev.berth.webapp.api;

import dev.berth.control.node.Node;
import dev.berth.control.node.NodeLabels;
import dev.berth.control.node.Nodes;
import dev.berth.control.session.SessionRepository;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The nodes of the deployment. */
@Path("/api/admin/nodes")
@RunOnVirtualThread
@Administrators
public class AdminNodeResource {
    private final Nodes nodes;
    private final SessionRepository sessions;

    AdminNodeResource(Nodes nodes, SessionRepository sessions) {
        this.nodes = nodes;
        this.sessions = sessions;
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
            String state,
            Instant lastSeenAt,
            Instant startedAt,
            double cores,
            long memoryBytes,
            double reservedCores,
            long reservedMemoryBytes,
            long liveSessions,
            @Nullable EngineView engine,
            NodeDrainResource.@Nullable DrainView drain,
            List<String> findings,
            Map<String, String> labels,
            long sessions,
            @Nullable Integer maxSessions,
            NodeOffer.Capacity capacity,
            NodeOffer.Overrides overrides) {
        static NodeView of(Nodes.Seen seen, long liveSessions) {
            var node = seen.node();
            var offer = NodeOffer.of(node);
            return new NodeView(
                    node.id,
                    node.name,
                    node.zone,
                    node.roles(),
                    node.version,
                    node.url,
                    seen.missing() ? "missing" : node.isDraining() ? "draining" : "healthy",
                    seen.lastSeenAt(),
                    node.startedAt,
                    node.offeredCores,
                    node.offeredMemoryBytes,
                    node.reservedCores,
                    node.reservedMemoryBytes,
                    liveSessions,
                    EngineView.of(node),
                    NodeDrainResource.DrainView.of(node),
                    node.findings(),
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
        return nodes.all().stream()
                .map(seen -> NodeView.of(seen, live.getOrDefault(seen.node().id, 0L)))
                .toList();
    }
}
