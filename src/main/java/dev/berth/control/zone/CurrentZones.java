package dev.berth.control.zone;

import dev.berth.contract.ZoneOrder;
import dev.berth.contract.ZoneSettings;
import jakarta.inject.Singleton;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The zones as every launch, stream and check-in sees them; changes made on another web app show within a second. */
@Singleton
public class CurrentZones {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final ZoneRows rows;
    private final Clock clock;
    private final TransactionSynchronizationRegistry transactions;
    private final AtomicInteger changes = new AtomicInteger();
    private volatile @Nullable Read cached;

    private record Read(Map<String, Zone> zones, Instant at) {}

    CurrentZones(ZoneRows rows, Clock clock, TransactionSynchronizationRegistry transactions) {
        this.rows = rows;
        this.clock = clock;
        this.transactions = transactions;
    }

    /** By name, in the order of the names. */
    @Transactional
    public Map<String, Zone> all() {
        var known = cached;
        int before = changes.get();
        var now = clock.instant();
        if (known == null || known.at().plus(FRESH).isBefore(now)) {
            known = new Read(
                    rows.all().stream().collect(Collectors.toMap(Zone::name, zone -> zone, (a, _) -> a, TreeMap::new)),
                    now);
            // what was read before a change was committed must not be kept after it
            if (changes.get() == before) {
                cached = known;
            }
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

    /** In the transaction that changes a zone: its change counts from the moment when others can see it. */
    void forgetAfterCommit() {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                changes.incrementAndGet();
                cached = null;
            }
        });
    }
}
