package dev.berth.control.node;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Zones of which nothing is heard any more: all of their nodes, two or more, went silent together, as when a line breaks.
 * Then it is the line that is in doubt, and not each of the nodes: what runs there goes on, and is still wanted.
 */
@Singleton
public class SilentZones {
    /** While all are heard, the one question whether any is not is all that is looked at. */
    private static final String SILENT = """
            select n.zone from node n join node_freshness f on f.node_id = n.id
            where n.joined_at is not null and n.revoked_at is null and f.last_seen_at >= :dead
            and exists (select from node_freshness where last_seen_at >= :dead and last_seen_at < :quiet)
            group by n.zone
            having count(*) > 1 and max(f.last_seen_at) < :quiet and not bool_or(n.roles like '%web-app%')""";

    private final NodeSettings settings;
    private final Clock clock;
    /** When each was last found silent. */
    private final Map<String, Instant> silent = new HashMap<>();

    SilentZones(NodeSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Their names; a zone whose first nodes are heard again stays among them until the others have had time to report. */
    @Transactional
    public synchronized Set<String> now() {
        var now = clock.instant();
        Duration missingAfter = settings.missingAfter();
        List<?> found = Panache.getEntityManager()
                .createNativeQuery(SILENT)
                .setParameter("dead", deadSince())
                // not all fall silent with the same beat
                .setParameter("quiet", now.minus(missingAfter.dividedBy(2)))
                .getResultList();
        silent.values().removeIf(at -> at.isBefore(now.minus(missingAfter.multipliedBy(2))));
        found.forEach(zone -> silent.put((String) zone, now));
        return Set.copyOf(silent.keySet());
    }

    /** Who was last heard of before this is not expected back. */
    @Transactional
    public Instant deadSince() {
        return clock.instant().minus(settings.get().deadAfter());
    }
}
