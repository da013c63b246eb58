package dev.berth.agent;

import dev.berth.contract.Capacity;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RunningSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the engine for a check-in, which must not be late because an engine hangs: the node itself lives. */
final class Census {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** As long as a node may be silent by default before it counts as missing. */
    private static final Duration LATELY = Duration.ofSeconds(12);

    private final DockerHost host;
    private final Supplier<Count> question;
    private final Duration patience;
    private final Duration lately;
    /** At most one question is open, however long the engine hangs. */
    private @Nullable CompletableFuture<Count> open;

    private @Nullable Count last;
    private long lastNanos;

    /** What the engine has and offers. */
    record Count(List<RunningSession> sessions, Capacity capacity, List<String> lacks) {}

    Census(DockerHost host, Supplier<Count> question) {
        this(host, question, PATIENCE, LATELY);
    }

    Census(DockerHost host, Supplier<Count> question, Duration patience, Duration lately) {
        this.host = host;
        this.question = question;
        this.patience = patience;
        this.lately = lately;
    }

    /** What was offered a moment ago: an engine that is slow once has not lost its room. */
    synchronized Optional<Capacity> lately() {
        return Optional.ofNullable(last)
                .filter(_ -> System.nanoTime() - lastNanos < lately.toNanos())
                .map(Count::capacity);
    }

    /** @throws Problem {@code TIMEOUT} when the engine does not tell in time, {@code UNAVAILABLE} when it cannot be asked */
    synchronized Count take() {
        var asked = open;
        if (asked == null) {
            asked = CompletableFuture.supplyAsync(
                    question, task -> Thread.ofVirtual().name("census").start(task));
            open = asked;
        }
        try {
            var answer = asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            open = null;
            last = answer;
            lastNanos = System.nanoTime();
            return answer;
        } catch (TimeoutException hangs) {
            throw new Problem(
                    ProblemCode.TIMEOUT,
                    "The container engine at " + host + " has not answered for " + patience.toSeconds()
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
