package dev.berth.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link NodeRegistry} does, wherever it is. */
public abstract class NodeRegistryContract {
    protected abstract NodeRegistry registry();

    /** An agent that has joined. */
    protected abstract NodeAddress node();

    /** A session that runs on the node, opened by nobody. */
    protected abstract UUID session();

    protected final CheckIn checkIn(Optional<List<RunningSession>> sessions, OpenStream... streams) {
        return new CheckIn(
                node(),
                "default",
                Set.of("agent"),
                "0.1.0",
                Instant.now(),
                Instant.now(),
                false,
                Optional.of(Duration.ofMillis(3)),
                Optional.empty(),
                sessions,
                List.of(streams),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static RunningSession running(UUID session) {
        return new RunningSession(session, 1, RunningSession.State.RUNNING, "");
    }

    @Test
    void theTimeIsToldAndNothingIsOrderedWhenAllIsAsItShouldBe() {
        var orders = registry().checkIn(checkIn(Optional.of(List.of(running(session())))));
        assertEquals(List.of(), orders.end());
        assertEquals(List.of(), orders.cut());
        var difference = Duration.between(orders.now().orElseThrow(), Instant.now());
        assertTrue(difference.abs().compareTo(Duration.ofMinutes(1)) < 0, difference.toString());
    }

    @Test
    void whatShouldNotRunIsToBeEnded() {
        var stranger = UUID.randomUUID();
        var report = Optional.of(List.of(running(session()), running(stranger)));
        assertEquals(List.of(stranger), registry().checkIn(checkIn(report)).end());
        assertEquals(List.of(stranger), registry().checkIn(checkIn(report)).end(), "until it is done");
    }

    @Test
    void anAgentThatCannotTellIsToldNothing() {
        session();
        assertEquals(List.of(), registry().checkIn(checkIn(Optional.empty())).end());
    }

    @Test
    void aStreamWithoutARightIsToBeCut() {
        var stream = new OpenStream(session(), UUID.randomUUID());
        assertEquals(
                List.of(stream),
                registry().checkIn(checkIn(Optional.empty(), stream)).cut());
    }
}
