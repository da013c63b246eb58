package dev.berth.control.node;

import dev.berth.contract.CheckIn;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a node was heard of.
 *
 * @param streams that it has open
 */
public record Sighting(
        UUID node,
        Instant at,
        @Nullable Long roundTripMillis,
        @Nullable Long clockOffsetMillis,
        int streams) {
    /** @param at when the report arrived */
    public static Sighting of(CheckIn checkIn, Instant at) {
        return new Sighting(
                checkIn.node().id(),
                at,
                checkIn.roundTrip().map(Duration::toMillis).orElse(null),
                Duration.between(at, checkIn.sentAt()).toMillis(),
                checkIn.streams().size());
    }
}
