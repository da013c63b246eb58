package dev.berth.control.node;

import dev.berth.contract.Capacity;
import dev.berth.contract.CheckIn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The part of a report that stands in the node's row, as it stands there. */
record Said(
        String name,
        String url,
        String zone,
        String roles,
        String version,
        Instant startedAt,
        boolean draining,
        String findings,
        Offer offer) {
    /** What an agent has. */
    record Offer(
            double cores,
            long memoryBytes,
            long memoryReserveBytes,
            int gpus,
            String networks,
            String labels,
            Engine engine) {
        static final Offer NONE = new Offer(0, 0, 0, 0, "", "", new Engine(null, null, null, null, null));

        static Offer of(Capacity capacity) {
            var engine = capacity.engine();
            return new Offer(
                    capacity.cores(),
                    capacity.memoryBytes(),
                    capacity.memoryReserveBytes(),
                    capacity.gpus(),
                    String.join("\n", capacity.networks()),
                    String.join("\n", capacity.labels()),
                    new Engine(
                            engine.name(), engine.version(), engine.apiVersion(), engine.cpus(), engine.memoryBytes()));
        }

        /** An agent whose engine does not answer gets no new session; the rest is still true. */
        Offer withoutRoom() {
            return new Offer(0, 0, memoryReserveBytes, gpus, networks, labels, engine);
        }
    }

    /** A container engine. */
    record Engine(
            @Nullable String name,
            @Nullable String version,
            @Nullable String apiVersion,
            @Nullable Integer cpus,
            @Nullable Long memoryBytes) {}

    /** @param before what it said before about what it has */
    static Said of(CheckIn checkIn, Offer before) {
        return new Said(
                checkIn.node().name(),
                checkIn.node().url(),
                checkIn.zone(),
                String.join(",", new TreeSet<>(checkIn.roles())),
                checkIn.version(),
                // as exact as the database: else every report would differ from what is known
                checkIn.startedAt().truncatedTo(ChronoUnit.MICROS),
                checkIn.draining(),
                String.join("\n", checkIn.findings()),
                checkIn.capacity().map(Offer::of).orElseGet(before::withoutRoom));
    }
}
