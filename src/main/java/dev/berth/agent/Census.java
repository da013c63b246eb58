package dev.berth.agent;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RunningSession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts the sessions for a check-in, which must not be late because an engine hangs: the node itself lives. */
final class Census {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final DockerHost host;
    private final Supplier<List<RunningSession>> count;
    /** At most one question is open, however long the engine hangs. */
    private @Nullable CompletableFuture<List<RunningSession>> open;

    Census(DockerHost host, Supplier<List<RunningSession>> count) {
        this.host = host;
        this.count = count;
    }

    /** @throws Problem {@code UNAVAILABLE} when the engine does not tell in time */
    synchronized List<RunningSession> take() {
        var asked = open;
        if (asked == null) {
            asked = CompletableFuture.supplyAsync(
                    count, task -> Thread.ofVirtual().name("census").start(task));
            open = asked;
        }
        try {
            var answer = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            open = null;
            return answer;
        } catch (TimeoutException hangs) {
            throw new Problem(
                    ProblemCode.UNAVAILABLE,
                    "The container engine at " + host + " has not answered for " + PATIENCE.toSeconds()
                            + " s. Look at its log, or restart it.",
                    hangs);
        } catch (ExecutionException failed) {
            open = null;
            throw failed.getCause() instanceof Problem problem
                    ? problem
                    : new Problem(
                            ProblemCode.UNAVAILABLE,
                            "The container engine cannot be asked: " + failed.getCause(),
                            failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(ProblemCode.UNAVAILABLE, "The node is stopping.", e);
        }
    }
}
