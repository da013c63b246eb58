package dev.berth.control.session;

import dev.berth.control.node.Node;
import dev.berth.control.node.NodeRepository;
import dev.berth.control.zone.Zone;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Where sessions are. */
@Singleton
public class SessionPlaces {
    private final NodeRepository nodes;

    SessionPlaces(NodeRepository nodes) {
        this.nodes = nodes;
    }

    /** The zone of its node; the default while it has none. */
    @Transactional
    public String zone(Session session) {
        return Optional.ofNullable(session.zone)
                .or(() -> node(session).map(node -> node.zone))
                .orElse(Zone.DEFAULT);
    }

    /** Empty before it has one, and when it was removed. */
    @Transactional
    public Optional<Node> node(Session session) {
        return Optional.ofNullable(session.nodeId).flatMap(nodes::findByIdOptional);
    }
}
