package dev.berth.control.node;

import dev.berth.contract.Capacity;
import dev.berth.contract.CheckIn;
import dev.berth.control.Repeatable;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps the register of nodes. */
@Singleton
public class Nodes {
    private static final int MANY = 100;
    private static final String WEB_APP = "web-app";

    private final NodeRepository nodes;
    private final NodeSettings settings;
    private final Clock clock;

    Nodes(NodeRepository nodes, NodeSettings settings, Clock clock) {
        this.nodes = nodes;
        this.settings = settings;
        this.clock = clock;
    }

    /** A node, when it was last heard of, and whether that is too long ago. */
    public record Seen(
            Node node,
            Instant lastSeenAt,
            boolean missing,
            @Nullable Long roundTripMillis,
            @Nullable Long clockOffsetMillis) {
        static Seen of(Node node, @Nullable NodeFreshness freshness, Instant oldest) {
            return freshness == null
                    ? new Seen(node, Instant.EPOCH, true, null, null)
                    : new Seen(
                            node,
                            freshness.lastSeenAt,
                            freshness.lastSeenAt.isBefore(oldest),
                            freshness.roundTripMillis,
                            freshness.clockOffsetMillis);
        }
    }

    @Repeatable
    @Transactional
    public List<Seen> all() {
        var freshness = nodes.freshness();
        var oldest = seenSince();
        return nodes.byName().stream()
                .map(node -> Seen.of(node, freshness.get(node.id), oldest))
                .toList();
    }

    /** Agents, at most so many and {@code first} among them. */
    @Transactional
    public List<Seen> agents(int most, @Nullable UUID first) {
        var agents = nodes.agents(most, first);
        var lastSeen = agents.size() > MANY
                ? nodes.lastSeen()
                : nodes.lastSeen(agents.stream().map(node -> node.id).toList());
        var oldest = seenSince();
        return agents.stream()
                .map(node -> {
                    var at = lastSeen.getOrDefault(node.id, Instant.EPOCH);
                    return new Seen(node, at, at.isBefore(oldest), null, null);
                })
                .toList();
    }

    @Transactional
    public boolean isHealthy(UUID id) {
        var at = nodes.lastSeen(List.of(id)).get(id);
        return at != null && !at.isBefore(seenSince());
    }

    /** Long ago when it was never heard of. */
    @Transactional
    public Instant lastSeen(UUID id) {
        return nodes.lastSeen(List.of(id)).getOrDefault(id, Instant.EPOCH);
    }

    /** Whose sessions are lost: nodes that do not report, or may not any more. */
    @Transactional
    public List<UUID> missing() {
        return all().stream()
                .filter(seen -> seen.missing() || seen.node().revokedAt != null)
                .map(seen -> seen.node().id)
                .toList();
    }

    /** Who reported after this is healthy. */
    public Instant seenSince() {
        return clock.instant().minus(settings.missingAfter());
    }

    /** Records the report. Hibernate writes the node's row only when something in it differs. */
    @Transactional
    public Node record(CheckIn checkIn) {
        var node = nodes.findById(checkIn.node().id());
        boolean isNew = node == null;
        if (node == null) {
            node = new Node();
            node.id = checkIn.node().id();
            // a web app has the control plane in itself, so nobody need reach it first
            node.joinedAt = checkIn.roles().contains(WEB_APP) ? clock.instant() : null;
        }
        node.name = checkIn.node().name();
        node.url = checkIn.node().url();
        node.zone = checkIn.zone();
        node.roles = String.join(",", new TreeSet<>(checkIn.roles()));
        node.version = checkIn.version();
        node.startedAt = checkIn.startedAt();
        node.draining = checkIn.draining();
        node.findings = String.join("\n", checkIn.findings());
        if (checkIn.capacity().isPresent()) {
            offer(node, checkIn.capacity().get());
        } else {
            offerNothing(node);
        }
        if (isNew) {
            nodes.persistAndFlush(node);
        }
        var now = clock.instant();
        nodes.seen(
                node.id,
                now,
                checkIn.roundTrip().map(Duration::toMillis).orElse(null),
                Duration.between(now, checkIn.sentAt()).toMillis());
        return node;
    }

    /** An agent whose engine does not answer gets no new session. */
    private static void offerNothing(Node node) {
        node.cores = 0;
        node.memoryBytes = 0;
    }

    private static void offer(Node node, Capacity capacity) {
        node.cores = capacity.cores();
        node.memoryBytes = capacity.memoryBytes();
        node.memoryReserveBytes = capacity.memoryReserveBytes();
        node.gpus = capacity.gpus();
        node.networks = String.join("\n", capacity.networks());
        node.labels = String.join("\n", capacity.labels());
        node.engineName = capacity.engine().name();
        node.engineVersion = capacity.engine().version();
        node.engineApiVersion = capacity.engine().apiVersion();
        node.engineCpus = capacity.engine().cpus();
        node.engineMemoryBytes = capacity.engine().memoryBytes();
    }
}
