package dev.berth.control.node;

import dev.berth.contract.UpstreamFault;
import dev.berth.contract.UpstreamReport;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What nodes found at their Upstream Auth Address, the last of each. */
@Singleton
public class Upstreams {
    private static final String COLUMNS = "address, at, fault, detail, round_trip_micros, asked, lost, answered_by";

    private final Clock clock;

    Upstreams(Clock clock) {
        this.clock = clock;
    }

    /** A report, and when it came. */
    public record Found(UpstreamReport report, Instant at) {}

    /** The last of each node counts. */
    @Transactional
    public void record(UpstreamReport report) {
        Panache.getEntityManager()
                .createNativeQuery("insert into node_upstream (node_id, " + COLUMNS
                        + ") select id, ?2, ?3, cast(?4 as text), ?5, cast(?6 as bigint), ?7, ?8, ?9 from node where id = ?1"
                        + " on conflict (node_id) do update set address = excluded.address, at = excluded.at,"
                        + " fault = excluded.fault, detail = excluded.detail,"
                        + " round_trip_micros = excluded.round_trip_micros, asked = excluded.asked,"
                        + " lost = excluded.lost, answered_by = excluded.answered_by")
                .setParameter(1, report.node())
                .setParameter(2, report.address())
                .setParameter(3, clock.instant())
                .setParameter(4, report.fault().map(UpstreamFault::wireName).orElse(null))
                .setParameter(5, report.detail())
                .setParameter(
                        6, report.roundTrip().map(time -> time.toNanos() / 1000).orElse(null))
                .setParameter(7, report.asked())
                .setParameter(8, report.lost())
                .setParameter(9, String.join(",", report.answeredBy()))
                .executeUpdate();
    }

    /** By node. */
    @Transactional
    public Map<UUID, Found> all() {
        List<?> rows = Panache.getEntityManager()
                .createNativeQuery("select node_id, " + COLUMNS + " from node_upstream")
                .getResultList();
        var found = new HashMap<UUID, Found>();
        for (var row : rows) {
            var fields = (Object[]) row;
            found.put((UUID) fields[0], found(fields));
        }
        return found;
    }

    private static Found found(Object[] fields) {
        var fault = Arrays.stream(UpstreamFault.values())
                .filter(known -> known.wireName().equals(fields[3]))
                .findFirst();
        var names = (String) fields[8];
        var report = new UpstreamReport(
                (UUID) fields[0],
                (String) fields[1],
                fault,
                (String) fields[4],
                fields[5] == null
                        ? Optional.empty()
                        : Optional.of(Duration.ofNanos(((Number) fields[5]).longValue() * 1000)),
                ((Number) fields[6]).intValue(),
                ((Number) fields[7]).intValue(),
                names.isEmpty() ? List.of() : List.of(names.split(",")));
        return new Found(report, (Instant) fields[2]);
    }
}
