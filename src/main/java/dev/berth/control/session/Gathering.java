package dev.berth.control.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Questions that come at about the same time are answered together, by the thread of the first of them. A question that
 * comes alone does not wait; under load one waits for the rest of a pause at most.
 */
final class Gathering<Q, A> {
    private final long pause;
    private final Function<List<Q>, List<A>> answers;
    private List<Waiting<Q, A>> waiting = new ArrayList<>();
    private long last;

    private record Waiting<Q, A>(Q question, CompletableFuture<A> answer) {}

    /** @param answers one for each question, in their order */
    Gathering(Duration pause, Function<List<Q>, List<A>> answers) {
        this.pause = pause.toNanos();
        this.answers = answers;
        this.last = System.nanoTime() - this.pause;
    }

    A ask(Q question) {
        var mine = new Waiting<>(question, new CompletableFuture<A>());
        if (isFirst(mine)) {
            for (long left = left(); left > 0; left = left()) {
                LockSupport.parkNanos(left);
            }
            answer(leave());
        }
        try {
            return mine.answer().join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    private synchronized boolean isFirst(Waiting<Q, A> mine) {
        waiting.add(mine);
        return waiting.size() == 1;
    }

    private synchronized long left() {
        return last + pause - System.nanoTime();
    }

    private synchronized List<Waiting<Q, A>> leave() {
        var all = waiting;
        waiting = new ArrayList<>();
        last = System.nanoTime();
        return all;
    }

    private void answer(List<Waiting<Q, A>> asked) {
        try {
            var answered = answers.apply(asked.stream().map(Waiting::question).toList());
            for (int i = 0; i < asked.size(); i++) {
                asked.get(i).answer().complete(answered.get(i));
            }
        } catch (RuntimeException | Error failure) {
            asked.forEach(one -> one.answer().completeExceptionally(failure));
        }
    }
}
