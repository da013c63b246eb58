package dev.berth.control.session;

import dev.berth.contract.CheckIn;
import dev.berth.contract.EnrolRequest;
import dev.berth.contract.NodeCertificate;
import dev.berth.contract.NodeRegistry;
import dev.berth.contract.NodeRequest;
import dev.berth.contract.OpenStream;
import dev.berth.contract.Orders;
import dev.berth.control.identity.Enrolments;
import dev.berth.control.image.Preloads;
import dev.berth.control.node.Drains;
import dev.berth.control.node.Node;
import dev.berth.control.node.Nodes;
import dev.berth.control.user.LoginRepository;
import dev.berth.control.zone.CurrentZones;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Compares what a node reports with what should be, and answers with orders. The rows are right, the node obeys. */
@Singleton
@Typed(LocalNodeRegistry.class)
public class LocalNodeRegistry implements NodeRegistry {
    private static final String CONNECTION_PROXY = "connection-proxy";

    private final Nodes nodes;
    private final SessionRepository sessions;
    private final SessionPlacement placement;
    private final SessionComparison comparison;
    private final LoginRepository logins;
    private final Drains drains;
    private final Preloads preloads;
    private final Enrolments enrolments;
    private final CurrentZones zones;
    private final Clock clock;

    LocalNodeRegistry(
            Nodes nodes,
            SessionRepository sessions,
            SessionPlacement placement,
            SessionComparison comparison,
            LoginRepository logins,
            Drains drains,
            Preloads preloads,
            Enrolments enrolments,
            CurrentZones zones,
            Clock clock) {
        this.nodes = nodes;
        this.sessions = sessions;
        this.placement = placement;
        this.comparison = comparison;
        this.logins = logins;
        this.drains = drains;
        this.preloads = preloads;
        this.enrolments = enrolments;
        this.zones = zones;
        this.clock = clock;
    }

    @Override
    @Transactional
    public Orders checkIn(CheckIn checkIn) {
        var node = nodes.record(checkIn);
        if (node.drainSince != null) {
            drains.report(
                    node,
                    checkIn.streams().isEmpty()
                            && sessions.containersOn(node.id).isEmpty());
        }
        var cut = checkIn.streams().isEmpty() ? List.<OpenStream>of() : streams(checkIn.streams());
        return new Orders(
                end(node, checkIn),
                cut,
                preloads.orders(node, checkIn),
                node.drainSince != null,
                node.isOverdue(clock.instant()),
                notices(node),
                Optional.of(clock.instant()),
                zones.order(node.zone, checkIn.zoneVersion()));
    }

    /** Containers that must not be there, and connections to machines whose sessions end or have a new policy. */
    private List<UUID> end(Node node, CheckIn checkIn) {
        var containers = checkIn.sessions()
                .map(reported -> comparison.with(checkIn.node(), reported))
                .orElse(List.of());
        return node.roles().contains(CONNECTION_PROXY)
                ? Stream.concat(containers.stream(), sessions.brokenOffOn(node.id).stream())
                        .toList()
                : containers;
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

    @Override
    public NodeCertificate enrol(EnrolRequest request) {
        return enrolments.enrol(request);
    }

    @Override
    public NodeCertificate renew(NodeRequest request) {
        return enrolments.renew(request);
    }

    /** Keeps the sessions alive that somebody looks at, and finds the streams whose right has ended. */
    private List<OpenStream> streams(List<OpenStream> open) {
        var running =
                sessions.streaming(open.stream().map(OpenStream::sessionId).toList());
        var valid = logins.stillValid(open.stream().map(OpenStream::loginId).toList(), clock.instant());
        var cut = open.stream()
                .filter(stream -> !running.contains(stream.sessionId()) || !valid.contains(stream.loginId()))
                .toList();
        placement.keepAlive(open.stream()
                .filter(stream -> !cut.contains(stream))
                .map(OpenStream::sessionId)
                .distinct()
                .toList());
        return cut;
    }
}
