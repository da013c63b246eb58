package dev.berth.control.zone;

import dev.berth.contract.ZoneOrder;
import dev.berth.contract.ZoneSettings;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The zones as every launch, stream and check-in sees them; changes made on another web app show within a second. */
@Singleton
public class CurrentZones {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final ZoneRows rows;
    private final Clock clock;
    private volatile @Nullable Read cached;

    private record Read(Map<String, Zone> zones, Instant at) {}

    CurrentZones(ZoneRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** By name, in the order of the names. */
    @Transactional
    public Map<String, Zone> all() {
        var known = cached;
        var now = clock.instant();
        if (known == null || known.at().plus(FRESH).isBefore(now)) {
            known = new Read(
                    rows.all().stream().collect(Collectors.toMap(Zone::name, zone -> zone, (a, _) -> a, TreeMap::new)),
                    now);
            cached = known;
        }
        return known.zones();
    }

    /** The defaults for a zone that is not configured. */
    @Transactional
    public ZoneSettings settings(String name) {
        var zone = all().get(name);
        return zone == null ? ZoneSettings.DEFAULT : zone.settings();
    }

    /** What a node of the zone has to be told that knows this version; empty when that is the present one. */
    @Transactional
    public Optional<ZoneOrder> order(String name, Optional<Integer> known) {
        return Optional.ofNullable(all().get(name))
                .filter(zone ->
                        known.filter(version -> version == zone.version()).isEmpty())
                .map(zone -> new ZoneOrder(zone.name(), zone.version(), zone.settings()));
    }

    /** As read last, without asking the database; the check-ins of this process's own node keep it fresh. */
    public Map<String, Zone> known() {
        var read = cached;
        return read == null ? Map.of() : read.zones();
    }

    void forget() {
        cached = null;
    }
}
