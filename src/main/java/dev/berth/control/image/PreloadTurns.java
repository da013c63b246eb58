package dev.berth.control.image;

import dev.berth.contract.ImageReadiness;
import dev.berth.control.node.Node;
import dev.berth.control.node.NodeConfiguration;
import dev.berth.control.node.Nodes;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Lets only so many agents of a zone pull the same image in advance at the same time, so that neither the registry nor
 * the line to the zone is swamped. Each web app counts by itself: with several, a few more may pull for a moment.
 */
@Singleton
final class PreloadTurns {
    /** Within it, whoever was given a turn has reported that it waits or pulls. */
    private static final Duration FRESH = Duration.ofSeconds(6);

    private final Nodes nodes;
    private final NodeConfiguration config;
    private final Clock clock;
    private final Map<String, Busy> zones = new ConcurrentHashMap<>();

    /** How many pull each image. */
    private record Busy(Map<String, AtomicInteger> images, Instant at) {}

    PreloadTurns(Nodes nodes, NodeConfiguration config, Clock clock) {
        this.nodes = nodes;
        this.config = config;
        this.clock = clock;
    }

    /** Whether the node says nothing yet of some of what it should have. */
    static boolean lacks(List<ImageReadiness> said, Collection<String> wanted) {
        return !images(said).containsAll(wanted);
    }

    private static Set<String> images(List<ImageReadiness> said) {
        return said.stream().map(ImageReadiness::image).collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * What the node may have of what it should: all that it has or is at already, and more as turns come free.
     *
     * @param noted what its rows say, where it {@link #lacks} something: one that has just started has not looked yet
     */
    Set<String> taken(Node node, List<ImageReadiness> said, Collection<String> noted, Collection<String> wanted) {
        var taken = images(said);
        taken.addAll(noted);
        if (!taken.containsAll(wanted)) {
            var busy = busy(node.zone);
            wanted.stream()
                    .filter(image -> !taken.contains(image) && take(busy, image))
                    .toList()
                    .forEach(taken::add);
        }
        return taken;
    }

    private boolean take(Busy busy, String image) {
        var had = busy.images().computeIfAbsent(image, _ -> new AtomicInteger());
        return had.getAndUpdate(count -> Math.min(count + 1, config.preloadAtOnce())) < config.preloadAtOnce();
    }

    private Busy busy(String zone) {
        var now = clock.instant();
        return zones.compute(
                zone,
                (name, known) -> known == null || known.at().plus(FRESH).isBefore(now)
                        ? new Busy(new ConcurrentHashMap<>(count(name)), now)
                        : known);
    }

    /** By node: the images that its rows name. One statement, for hundreds of agents may wait for their turns at once. */
    static Map<UUID, List<String>> noted(Collection<UUID> nodes) {
        if (nodes.isEmpty()) {
            return Map.of();
        }
        List<?> rows = Panache.getEntityManager()
                .createNativeQuery("select node_id, image from node_image where node_id = any(?1)")
                .setParameter(1, nodes.toArray(UUID[]::new))
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .collect(Collectors.groupingBy(
                        row -> (UUID) row[0], Collectors.mapping(row -> (String) row[1], Collectors.toList())));
    }

    private Map<String, AtomicInteger> count(String zone) {
        List<?> rows = Panache.getEntityManager()
                .createNativeQuery("select i.image, count(*) from node_image i join node n on n.id = i.node_id"
                        + " join node_freshness f on f.node_id = n.id where n.zone = ?1 and f.last_seen_at >= ?2"
                        + " and i.state in ('PULLING', 'MISSING') group by i.image")
                .setParameter(1, zone)
                .setParameter(2, nodes.seenSince())
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .collect(Collectors.toMap(
                        row -> (String) row[0], row -> new AtomicInteger(((Number) row[1]).intValue())));
    }
}
