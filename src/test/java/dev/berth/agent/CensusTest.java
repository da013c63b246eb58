package dev.berth.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.berth.contract.Capacity;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CensusTest {
    private static final DockerHost HOST = DockerHost.parse("unix:///engine.sock");
    private static final Duration LONG = Duration.ofSeconds(30);

    private static Census.Count count(int cores) {
        var engine = new Capacity.Engine("Docker Engine", "1", "1.41", cores, 1 << 30);
        return new Census.Count(
                List.of(), new Capacity(cores, 1 << 30, 0, 0, List.of(), List.of(), engine), List.of("a lack"));
    }

    /** An engine that answers when the test does. */
    private static Census answering(
            SynchronousQueue<Supplier<Census.Count>> answers, Duration patience, Duration lately) {
        return new Census(
                HOST,
                () -> {
                    try {
                        return answers.take().get();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                patience,
                lately);
    }

    private static void answer(SynchronousQueue<Supplier<Census.Count>> answers, Supplier<Census.Count> one) {
        Thread.ofVirtual().start(() -> {
            try {
                answers.put(one);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void whatTheEngineSaysIsTheCount() {
        var answers = new SynchronousQueue<Supplier<Census.Count>>();
        var census = answering(answers, LONG, LONG);
        assertEquals(Optional.empty(), census.lately());
        answer(answers, () -> count(4));
        assertEquals(count(4), census.take());
        assertEquals(Optional.of(count(4).capacity()), census.lately());
    }

    @Test
    void anEngineThatIsSlowOnceHasNotLostItsRoom() {
        var answers = new SynchronousQueue<Supplier<Census.Count>>();
        var census = answering(answers, Duration.ofSeconds(3), LONG);
        answer(answers, () -> count(2));
        census.take();
        var slow = assertThrows(Problem.class, census::take);
        assertEquals(ProblemCode.TIMEOUT, slow.code());
        assertEquals(Optional.of(count(2).capacity()), census.lately());
        answer(answers, () -> count(3));
        assertEquals(count(3), census.take(), "the question that was open");
    }

    @Test
    void afterAWhileNothingIsOfferedAnyMore() {
        var answers = new SynchronousQueue<Supplier<Census.Count>>();
        var census = answering(answers, Duration.ofSeconds(5), Duration.ZERO);
        answer(answers, () -> count(2));
        census.take();
        assertEquals(Optional.empty(), census.lately());
    }

    @Test
    void anEngineThatCannotBeAskedIsNoSlowOne() {
        var answers = new SynchronousQueue<Supplier<Census.Count>>();
        var census = answering(answers, LONG, LONG);
        answer(answers, () -> {
            throw new Problem(ProblemCode.UNAVAILABLE, "It is not there.");
        });
        var gone = assertThrows(Problem.class, census::take);
        assertEquals(ProblemCode.UNAVAILABLE, gone.code());
        answer(answers, () -> {
            throw new IllegalStateException("odd");
        });
        assertEquals(
                ProblemCode.UNAVAILABLE,
                assertThrows(Problem.class, census::take).code());
    }
}
