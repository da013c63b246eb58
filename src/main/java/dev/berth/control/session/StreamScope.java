package dev.berth.control.session;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.Repeatable;
import dev.berth.control.node.NodeRepository;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Set;
import java.util.UUID;

/** Which sessions a node may ask about: a zone proxy those of its zone, every other data-plane role its own. */
@Singleton
public class StreamScope {
    private static final String ZONE_PROXY = "zone-proxy";
    private static final Set<String> OWNERS = Set.of("agent", "connection-proxy");

    private final SessionRepository sessions;
    private final NodeRepository nodes;

    StreamScope(SessionRepository sessions, NodeRepository nodes) {
        this.sessions = sessions;
        this.nodes = nodes;
    }

    /**
     * Says nothing about a session that does not exist; whoever asks is told so by the authorizer.
     *
     * @throws Problem {@code FORBIDDEN}
     */
    @Repeatable
    @Transactional
    public void check(UUID sessionId, UUID caller, String zone, Set<String> roles) {
        boolean proxy = roles.contains(ZONE_PROXY);
        if (!proxy && roles.stream().noneMatch(OWNERS::contains)) {
            throw new Problem(ProblemCode.FORBIDDEN, "A node without a role of the data plane serves no sessions.");
        }
        var self = nodes.findById(caller);
        if (self == null || self.joinedAt == null) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "The control plane has not reached this node yet, so it serves no sessions.");
        }
        var session = sessions.findByIdOptional(sessionId).orElse(null);
        if (session == null || caller.equals(session.nodeId)) {
            return;
        }
        if (!proxy) {
            throw new Problem(ProblemCode.FORBIDDEN, "The session belongs to another node.");
        }
        var nodeId = session.nodeId;
        var owner = nodeId == null ? null : nodes.findById(nodeId);
        if (owner != null && !owner.zone.equals(zone)) {
            throw new Problem(ProblemCode.FORBIDDEN, "The session belongs to another zone.");
        }
    }
}
