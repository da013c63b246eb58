package dev.berth.node.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PausesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Pauses pauses = new Pauses(() -> 0);

    private static Setback of(Setback.Kind kind, Optional<Instant> notBefore) {
        return new Setback(kind, "", notBefore, null);
    }

    @Test
    void aServerThatRefusesIsAskedNoMoreThanFiveTimesInItsFirstHour() {
        var at = NOW;
        int attempts = 0;
        while (at.isBefore(NOW.plus(Duration.ofHours(1)))) {
            attempts++;
            at = pauses.next(of(Setback.Kind.REFUSED, Optional.empty()), attempts, at);
        }
        assertEquals(5, attempts);
    }

    @Test
    void pausesGrowToABound() {
        var refused = of(Setback.Kind.REFUSED, Optional.empty());
        var unreachable = of(Setback.Kind.UNREACHABLE, Optional.empty());
        assertEquals(NOW.plusSeconds(3), pauses.next(unreachable, 1, NOW));
        assertEquals(NOW.plus(Duration.ofMinutes(10)), pauses.next(unreachable, Integer.MAX_VALUE, NOW));
        assertEquals(NOW.plus(Pauses.LONGEST), pauses.next(refused, Integer.MAX_VALUE, NOW));
    }

    @Test
    void nodesDoNotAllComeBackAtOnce() {
        var setback = of(Setback.Kind.REFUSED, Optional.empty());
        assertTrue(new Pauses(() -> 1).next(setback, 1, NOW).isAfter(pauses.next(setback, 1, NOW)));
    }

    @Test
    void theServersOwnWordCounts() {
        var later = NOW.plus(Duration.ofHours(30));
        assertEquals(later, pauses.next(of(Setback.Kind.REFUSED, Optional.of(later)), 1, NOW));
        assertEquals(
                NOW.plusSeconds(120), pauses.next(of(Setback.Kind.REFUSED, Optional.of(NOW.plusSeconds(1))), 1, NOW));
    }
}
