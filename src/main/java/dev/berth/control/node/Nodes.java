package dev.berth.control.node;

import dev.berth.contract.CheckIn;
import dev.berth.control.Repeatable;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps the register of nodes. */
@Singleton
public class Nodes {
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
            @Nullable Long clockOffsetMillis,
            int streams) {
        static Seen of(Node node, @Nullable NodeFreshness freshness, Instant oldest) {
            return freshness == null
                    ? new Seen(node, Instant.EPOCH, true, null, null, 0)
                    : new Seen(
                            node,
                            freshness.lastSeenAt,
                            freshness.lastSeenAt.isBefore(oldest),
                            freshness.roundTripMillis,
                            freshness.clockOffsetMillis,
                            freshness.streams);
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

    /** One that is known to be there, for as long as the caller's transaction holds it. */
    @Transactional
    public Node held(UUID id) {
        return nodes.findByIdOptional(id).orElseThrow();
    }

    /** Agents, at most so many, as the scheduler sees them. */
    @Transactional
    public List<Seen> agents(int most) {
        var oldest = seenSince();
        return nodes.agents(most).stream()
                .map(row -> seen((Node) row[0], (Instant) row[1], oldest))
                .toList();
    }

    /** Those with the role connection-proxy, by name. */
    @Transactional
    public List<Seen> connectionProxies() {
        var some = nodes.connectionProxies();
        var lastSeen = nodes.lastSeen(some.stream().map(node -> node.id).toList());
        var oldest = seenSince();
        return some.stream()
                .map(node -> seen(node, lastSeen.get(node.id), oldest))
                .toList();
    }

    private static Seen seen(Node node, @Nullable Instant lastSeen, Instant oldest) {
        var at = lastSeen == null ? Instant.EPOCH : lastSeen;
        return new Seen(node, at, at.isBefore(oldest), null, null, 0);
    }

    @Transactional
    public boolean isHealthy(UUID id) {
        var at = nodes.lastSeen(List.of(id)).get(id);
        return at != null && !at.isBefore(seenSince());
    }

    /** False while the container engine of an agent does not answer. */
    @Transactional
    public boolean offersRoom(UUID id) {
        var node = nodes.findById(id);
        return node != null && node.offeredMemoryBytes > 0;
    }

    /** Long ago when it was never heard of. */
    @Transactional
    public Instant lastSeen(UUID id) {
        return nodes.lastSeen(List.of(id)).getOrDefault(id, Instant.EPOCH);
    }

    /** Who reported after this is healthy. */
    @Transactional
    public Instant seenSince() {
        return clock.instant().minus(settings.missingAfter());
    }

    /** Records the report. Hibernate writes the node's row only when something in it differs. */
    @Transactional
    public Node record(CheckIn checkIn) {
        var node = nodes.findById(checkIn.node().id());
        if (node == null) {
            node = new Node();
            node.id = checkIn.node().id();
            // a web app has the control plane in itself, so nobody need reach it first
            node.joinedAt = checkIn.roles().contains(WEB_APP) ? clock.instant() : null;
            node.take(Said.of(checkIn, Said.Offer.NONE));
            nodes.persistAndFlush(node);
        } else {
            node.take(Said.of(checkIn, node.said().offer()));
        }
        nodes.seen(List.of(Sighting.of(checkIn, clock.instant())));
        return node;
    }

    /** By id, those whose rows say already what these reports say; nothing is written. */
    @Transactional
    public Map<UUID, Node> unchanged(Collection<CheckIn> reports) {
        var rows =
                nodes.reading(reports.stream().map(report -> report.node().id()).toList());
        return reports.stream()
                .flatMap(report -> Stream.ofNullable(rows.get(report.node().id()))
                        .filter(node -> {
                            var known = node.said();
                            return known.equals(Said.of(report, known.offer()));
                        }))
                .collect(Collectors.toMap(node -> node.id, Function.identity(), (one, same) -> one));
    }

    /**
     * Nodes that were heard of, all in one statement. A server that dies at once may forget it: what is a few seconds
     * old comes again, and so nobody waits for its disk. Call it in a transaction in which nothing else is written.
     */
    @Transactional
    public void seen(Collection<Sighting> sightings) {
        nodes.commitLazily();
        nodes.seen(sightings);
    }
}
