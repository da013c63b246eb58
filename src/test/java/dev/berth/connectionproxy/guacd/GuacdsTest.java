package dev.berth.connectionproxy.guacd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.topology.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuacdsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final FakeGuacd one = new FakeGuacd("one");
    private final FakeGuacd two = new FakeGuacd("two");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Guacds guacds = new Guacds(new Sources(List.of(one, two), () -> {}), meters);

    @AfterEach
    void stop() {
        guacds.stop();
        assertFalse(one.isListening() || two.isListening());
    }

    private void start() {
        guacds.start();
        Await.until("both are up", SOON, () -> guacds.findings().isEmpty());
    }

    @Test
    void sessionsAreSpread() {
        start();
        var first = guacds.lease();
        var second = guacds.lease();
        assertNotEquals(first.address(), second.address());
        second.close();
        second.close();
        assertEquals(second.address(), guacds.lease().address());
        assertEquals(
                1,
                meters.get("berth.guacd.connections")
                        .tag("guacd", "one")
                        .gauge()
                        .value());
        assertEquals("2 of 2 up", guacds.state());
    }

    @Test
    void oneThatDiesIsTakenOutSaidAndStartedAgain() throws Exception {
        start();
        var lease = guacds.lease();
        var other = guacds.lease();
        var dead = lease.address();
        one.die();
        assertEquals("one died.", lease.gone().toCompletableFuture().get());
        assertFalse(other.gone().toCompletableFuture().isDone());
        Await.until("it is back", SOON, () -> guacds.findings().isEmpty() && one.starts.get() == 2);
        lease.close();
        var again = guacds.lease();
        assertNotEquals(dead, again.address());
        assertNotEquals(other.address(), again.address());
        assertEquals(
                1,
                meters.get("berth.guacd.deaths")
                        .tag("guacd", "one")
                        .functionCounter()
                        .count());
    }

    @Test
    void whyThereIsNoneIsSaid() {
        one.refusal = Optional.of("There is no image.");
        two.refusal = Optional.of("There is no image.");
        guacds.start();
        Await.until(
                "both were tried",
                SOON,
                () -> one.starts.get() > 0
                        && two.starts.get() > 0
                        && guacds.findings().equals(List.of("There is no image.")));
        var problem = assertThrows(Problem.class, guacds::lease);
        assertEquals(ProblemCode.UNAVAILABLE, problem.code());
        assertEquals("There is no image.", problem.detail());
        two.refusal = Optional.empty();
        Await.until("the other one is up", SOON, () -> guacds.state().startsWith("1 of 2 up"));
        assertEquals(guacds.lease().address(), guacds.lease().address());
    }

    @Test
    void noneIsAnAnswer() {
        var none = new Guacds(new Sources(List.of(), () -> {}), new SimpleMeterRegistry());
        none.start();
        assertEquals(List.of(), none.findings());
        var problem = assertThrows(Problem.class, none::lease);
        assertTrue(problem.detail().contains("--guacd=none"), problem.detail());
    }

    @Test
    void cpusAreSharedOut() {
        assertEquals("0,1", ContainerSource.cpuset(2, 8, 0));
        assertEquals("2,3", ContainerSource.cpuset(2, 8, 1));
        assertEquals("0,1", ContainerSource.cpuset(2, 2, 1));
        assertEquals("2,0", ContainerSource.cpuset(2, 3, 1));
    }
}
