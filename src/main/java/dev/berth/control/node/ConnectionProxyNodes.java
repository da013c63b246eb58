package dev.berth.control.node;

import dev.berth.contract.ConnectionProxy;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Which node connects an existing machine: of those with the role in its zone, one that is able to, without findings,
 * and with the fewest sessions.
 */
@Singleton
public class ConnectionProxyNodes {
    private static final String ROLE = "connection-proxy";

    private static final String FIT = "',' || n.roles || ',' like '%,connection-proxy,%' and n.admitted"
            + " and not n.draining and n.drain_since is null and f.last_seen_at >= :seenSince";

    private static final String FIRST = "select n.id from node n join node_freshness f on f.node_id = n.id where " + FIT
            + " and n.zone = :zone order by n.findings like :unable, n.findings <> '', (select count(*) from session s where s.node_id = n.id"
            + " and s.state <> 'ENDED' and s.protocol = 'GUACAMOLE'), random() limit 1";

    private final NodeRepository nodes;
    private final Nodes register;
    private final NodeSettings settings;
    private final Clock clock;

    ConnectionProxyNodes(NodeRepository nodes, Nodes register, NodeSettings settings, Clock clock) {
        this.nodes = nodes;
        this.register = register;
        this.settings = settings;
        this.clock = clock;
    }

    @Transactional
    public Optional<Node> choose(String zone) {
        List<?> found = Panache.getEntityManager()
                .createNativeQuery(FIRST)
                .setParameter("seenSince", register.seenSince())
                .setParameter("zone", zone)
                .setParameter("unable", "%" + ConnectionProxy.UNABLE + "%")
                .getResultList();
        return found.stream().map(UUID.class::cast).findFirst().map(nodes::findById);
    }

    /** True while the node may go on connecting machines of the zone. */
    @Transactional
    public boolean isFit(UUID node, String zone) {
        return !Panache.getEntityManager()
                .createNativeQuery("select 1 from node n join node_freshness f on f.node_id = n.id where " + FIT
                        + " and n.zone = :zone and n.id = :node")
                .setParameter("seenSince", register.seenSince())
                .setParameter("zone", zone)
                .setParameter("node", node)
                .getResultList()
                .isEmpty();
    }

    /** False when its own guacd are all down, say. Machines are left to it only where no other node can have them. */
    @Transactional
    public boolean isAble(UUID node) {
        return nodes.findByIdOptional(node)
                .filter(there -> !there.findings.contains(ConnectionProxy.UNABLE))
                .isPresent();
    }

    /** The zones whose machines can be connected now. */
    @Transactional
    public Set<String> zones() {
        List<?> zones = Panache.getEntityManager()
                .createNativeQuery(
                        "select distinct n.zone from node n join node_freshness f on f.node_id = n.id where " + FIT)
                .setParameter("seenSince", register.seenSince())
                .getResultList();
        return zones.stream().map(String.class::cast).collect(Collectors.toSet());
    }

    /** Why none is there, for administrators. */
    @Transactional
    public String whyNone(String zone) {
        var now = clock.instant();
        var values = settings.get();
        var all = register.all().stream()
                .filter(seen -> seen.node().roles().contains(ROLE))
                .toList();
        if (all.isEmpty()) {
            return "no node has the role connection-proxy";
        }
        var here = all.stream().filter(seen -> seen.node().zone.equals(zone)).toList();
        return here.isEmpty()
                ? "no node with the role connection-proxy is in zone " + zone + "; there are some in "
                        + all.stream()
                                .map(seen -> seen.node().zone)
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(", "))
                : here.stream()
                        .map(seen -> "connection proxy " + seen.node().name + " is "
                                + NodeStatus.of(seen, now, values).wireName())
                        .collect(Collectors.joining(", "));
    }
}
