package dev.berth.connectionproxy.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a machine is asked whether it is still there, second by second. */
class PulseTest {
    private final Pulse pulse = new Pulse(Duration.ofSeconds(15), 0);

    private static long at(long second) {
        return TimeUnit.SECONDS.toNanos(second);
    }

    private List<Long> asked(long from, long to, boolean there) {
        var times = new ArrayList<Long>();
        for (long second = from; second <= to; second++) {
            if (pulse.due(at(second))) {
                times.add(second);
                pulse.answered(there, at(second));
            }
        }
        return times;
    }

    @Test
    void aQuietMachineIsAskedLessAndLessOften() {
        assertEquals(List.of(15L, 45L, 105L, 225L, 465L, 765L), asked(1, 1000, true));
    }

    @Test
    void oneThatShowsSomethingIsLeftAlone() {
        for (int second = 1; second < 300; second++) {
            pulse.content(at(second));
            assertFalse(pulse.due(at(second)));
        }
        assertEquals(List.of(314L, 344L), asked(300, 350, true));
    }

    @Test
    void whoTypesWithoutEffectWantsToKnowSoon() {
        assertEquals(List.of(15L, 45L, 105L), asked(1, 200, true));
        pulse.input(at(201));
        pulse.input(at(203));
        assertEquals(List.of(204L), asked(201, 210, true));
    }

    @Test
    void threeFailuresInARowAreTheEnd() {
        assertTrue(pulse.due(at(15)));
        assertFalse(pulse.due(at(16)), "one question at a time");
        assertFalse(pulse.answered(false, at(20)));
        assertFalse(pulse.due(at(21)));
        assertTrue(pulse.due(at(22)));
        assertFalse(pulse.answered(true, at(22)));
        assertFalse(pulse.due(at(24)));
        assertTrue(pulse.due(at(60)));
        assertFalse(pulse.answered(false, at(60)));
        assertTrue(pulse.due(at(62)));
        assertFalse(pulse.answered(false, at(62)));
        assertTrue(pulse.due(at(64)));
        assertTrue(pulse.answered(false, at(64)));
    }
}
