package dev.berth.connectionproxy.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.connectionproxy.dial.Sign;
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
                pulse.answered(there ? Sign.ALIVE : Sign.NONE, at(second));
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
        assertEquals(Pulse.Verdict.THERE, pulse.answered(Sign.NONE, at(20)));
        assertFalse(pulse.due(at(21)));
        assertTrue(pulse.due(at(22)));
        assertEquals(Pulse.Verdict.THERE, pulse.answered(Sign.ALIVE, at(22)));
        assertFalse(pulse.due(at(24)));
        assertTrue(pulse.due(at(60)));
        assertEquals(Pulse.Verdict.THERE, pulse.answered(Sign.NONE, at(60)));
        assertTrue(pulse.due(at(62)));
        assertEquals(Pulse.Verdict.THERE, pulse.answered(Sign.NONE, at(62)));
        assertTrue(pulse.due(at(64)));
        assertEquals(Pulse.Verdict.LOST, pulse.answered(Sign.NONE, at(64)));
    }

    @Test
    void aMachineThatSaysNothingTwiceIsFrozenUntilItShowsSomething() {
        assertTrue(pulse.due(at(15)));
        assertEquals(Pulse.Verdict.THERE, pulse.answered(Sign.SILENT, at(20)));
        assertTrue(pulse.due(at(22)));
        assertEquals(Pulse.Verdict.SILENT, pulse.answered(Sign.SILENT, at(27)));
        // it takes only so many visits, also when somebody goes on typing
        pulse.input(at(28));
        assertFalse(pulse.due(at(60)));
        assertTrue(pulse.due(at(90)));
        assertEquals(Pulse.Verdict.SILENT, pulse.answered(Sign.SILENT, at(95)));
        pulse.content(at(100));
        assertTrue(pulse.due(at(115)));
        pulse.content(at(117));
        assertEquals(Pulse.Verdict.THERE, pulse.answered(Sign.SILENT, at(120)), "it drew meanwhile");
    }
}
