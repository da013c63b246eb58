package dev.berth.connectionproxy.trial;

import dev.berth.contract.ConnectionTest;
import dev.berth.contract.ConnectionTest.Step;
import dev.berth.contract.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Notes each step with what it found and how long it took. */
final class Steps {
    private final List<Step> taken = new ArrayList<>();
    private long since = System.nanoTime();

    /** @throws Problem the work's own, noted as the last step */
    <T> T take(String name, Supplier<T> work, Function<T, String> found) {
        since = System.nanoTime();
        try {
            var result = work.get();
            passed(name, found.apply(result));
            return result;
        } catch (Problem problem) {
            failed(name, problem.detail());
            throw problem;
        }
    }

    void passed(String name, String detail) {
        note(name, true, detail);
    }

    void failed(String name, String detail) {
        note(name, false, detail);
    }

    private void note(String name, boolean ok, String detail) {
        long now = System.nanoTime();
        taken.add(new Step(name, ok, detail, TimeUnit.NANOSECONDS.toMillis(now - since)));
        since = now;
    }

    ConnectionTest.Result result() {
        return new ConnectionTest.Result(taken.stream().allMatch(Step::ok), List.copyOf(taken));
    }
}
