package dev.berth.control.session;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How launches went lately, by zone. */
@Singleton
public class LaunchFigures {
    private static final Duration LATELY = Duration.ofHours(24);
    private static final String BY_ZONE = """
            select zone, count(*) filter (where state <> 'ENDED'),
                count(*) filter (where started_at is not null and created_at >= :since),
                count(*) filter (where started_at is null and end_reason = 'LAUNCH_FAILED' and created_at >= :since),
                percentile_cont(0.5) within group (order by extract(epoch from started_at - created_at))
                    filter (where created_at >= :since),
                percentile_cont(0.95) within group (order by extract(epoch from started_at - created_at))
                    filter (where created_at >= :since)
            from session where zone is not null group by zone""";

    private final Clock clock;

    LaunchFigures(Clock clock) {
        this.clock = clock;
    }

    /**
     * Of one zone.
     *
     * @param live    sessions that run or rest there
     * @param started launches since then that succeeded
     * @param failed  those that did not
     */
    public record Figures(
            Instant since,
            long live,
            long started,
            long failed,
            @Nullable Long medianMillis,
            @Nullable Long slowMillis) {}

    @Transactional
    public Map<String, Figures> byZone() {
        var since = clock.instant().minus(LATELY);
        List<?> rows = Panache.getEntityManager()
                .createNativeQuery(BY_ZONE)
                .setParameter("since", since)
                .getResultList();
        var figures = new HashMap<String, Figures>();
        for (var row : rows) {
            var fields = (Object[]) row;
            figures.put(
                    (String) fields[0],
                    new Figures(
                            since,
                            count(fields[1]),
                            count(fields[2]),
                            count(fields[3]),
                            millis(fields[4]),
                            millis(fields[5])));
        }
        return figures;
    }

    private static long count(Object value) {
        return ((Number) value).longValue();
    }

    private static @Nullable Long millis(@Nullable Object seconds) {
        return seconds == null ? null : Math.round(((Number) seconds).doubleValue() * 1000);
    }
}
