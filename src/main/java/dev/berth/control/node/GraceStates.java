package dev.berth.control.node;

import dev.berth.control.zone.CurrentZones;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where grace is at hand, may be in use at this moment, or was in use when a node was last out of touch. */
@Singleton
public class GraceStates {
    private final Nodes nodes;
    private final CurrentZones zones;

    GraceStates(Nodes nodes, CurrentZones zones) {
        this.nodes = nodes;
        this.zones = zones;
    }

    /**
     * A node.
     *
     * @param listAt      of when its list of revoked passes is
     * @param silentSince while it does not report: it may be letting people in until {@code until}
     * @param uses        connections that it let in when it was last out of touch
     */
    public record GraceState(
            UUID nodeId,
            String node,
            String zone,
            int graceSeconds,
            Instant listAt,
            @Nullable Instant silentSince,
            Instant until,
            @Nullable Instant firstUseAt,
            @Nullable Instant lastUseAt,
            int uses) {}

    private record Row(
            Instant listAt,
            @Nullable Instant firstUseAt,
            @Nullable Instant lastUseAt,
            int uses) {}

    @Transactional
    public List<GraceState> all() {
        return states(nodes.all()).toList();
    }

    /** Of these nodes, by id. */
    @Transactional
    public Map<UUID, GraceState> of(List<Nodes.Seen> seen) {
        return states(seen).collect(Collectors.toMap(GraceState::nodeId, Function.identity()));
    }

    /** Those that never had a list are left out. */
    private Stream<GraceState> states(List<Nodes.Seen> nodes) {
        var rows = rows();
        return nodes.stream()
                .flatMap(seen -> Optional.ofNullable(rows.get(seen.node().id)).map(row -> state(seen, row)).stream())
                .filter(state -> state.graceSeconds() > 0 || state.uses() > 0);
    }

    private GraceState state(Nodes.Seen seen, Row row) {
        int seconds = zones.settings(seen.node().zone).graceSeconds();
        return new GraceState(
                seen.node().id,
                seen.node().name,
                seen.node().zone,
                seconds,
                row.listAt(),
                seen.missing() ? seen.lastSeenAt() : null,
                row.listAt().plusSeconds(seconds),
                row.firstUseAt(),
                row.lastUseAt(),
                row.uses());
    }

    private static Map<UUID, Row> rows() {
        List<?> found = Panache.getEntityManager()
                .createNativeQuery("select node_id, list_at, first_use_at, last_use_at, uses from node_grace")
                .getResultList();
        var rows = new HashMap<UUID, Row>();
        for (var one : found) {
            var row = (Object[]) one;
            rows.put((UUID) row[0], new Row((Instant) row[1], (Instant) row[2], (Instant) row[3], (Integer) row[4]));
        }
        return rows;
    }
}
