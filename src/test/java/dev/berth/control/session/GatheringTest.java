package dev.berth.control.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private static List<Integer> doubled(List<Integer> asked) {
        return asked.stream().map(number -> number * 2).toList();
    }

    @Test
    void aLoneQuestionIsAnsweredAtOnce() {
        // with such a pause it would never be answered if it waited
        assertEquals(14, new Gathering<>(Duration.ofDays(1), GatheringTest::doubled).ask(7));
    }

    @Test
    void eachHearsItsOwnAnswerAndThoseOfOneMomentAreAskedTogether() throws Exception {
        var rounds = new CopyOnWriteArrayList<Integer>();
        var gathering = new Gathering<Integer, Integer>(Duration.ofMillis(300), asked -> {
            rounds.add(asked.size());
            return doubled(asked);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 500)
                    .mapToObj(number -> threads.submit(() -> gathering.ask(number)))
                    .toList();
            for (int i = 0; i < answers.size(); i++) {
                assertEquals(2 * i, answers.get(i).get());
            }
        }
        assertEquals(500, rounds.stream().mapToInt(Integer::intValue).sum(), rounds.toString());
    }

    @Test
    void aFailureReachesAllOfItsRoundAndNobodyElse() throws Exception {
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var gathering = new Gathering<String, String>(Duration.ZERO, asked -> {
            if (asked.contains("bad")) {
                inside.countDown();
                await(go);
                throw new IllegalStateException("no");
            }
            return asked;
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var bad = threads.submit(() -> gathering.ask("bad"));
            await(inside);
            assertEquals("good", gathering.ask("good"), "it does not wait for a round that hangs");
            go.countDown();
            var failure = assertThrows(ExecutionException.class, bad::get);
            assertEquals("no", failure.getCause().getMessage());
        }
        assertEquals("good", gathering.ask("good"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
