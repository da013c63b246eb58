package dev.berth.agent;

import dev.berth.contract.LaunchProgress;
import dev.berth.contract.LaunchStep;
import dev.berth.contract.Launched;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionSpec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A launch at work, that callers can join and that an end can give up. */
final class Launch {
    private static final long ABORT_SECONDS = 120;

    private final SessionSpec spec;
    private final CompletableFuture<Launched> result = new CompletableFuture<>();
    private final CompletableFuture<ContainerTarget> target = new CompletableFuture<>();
    private final List<Consumer<LaunchProgress>> listeners = new CopyOnWriteArrayList<>();
    private volatile LaunchProgress latest = LaunchProgress.of(LaunchStep.WAITING);
    private volatile boolean aborted;

    Launch(SessionSpec spec) {
        this.spec = spec;
    }

    SessionSpec spec() {
        return spec;
    }

    synchronized void progress(LaunchProgress progress) {
        latest = progress;
        for (var listener : listeners) {
            try {
                listener.accept(progress);
            } catch (RuntimeException gone) {
                listeners.remove(listener); // whoever watches must not break what is watched
            }
        }
    }

    /** The container's stream answers. */
    void ready(ContainerTarget found) {
        target.complete(found);
    }

    /** For those who wait for the stream and for nothing else; theirs to cancel. */
    CompletableFuture<ContainerTarget> target() {
        return target.copy();
    }

    void complete(Launched launched) {
        result.complete(launched);
    }

    void fail(Throwable reason) {
        result.completeExceptionally(reason);
        target.completeExceptionally(reason);
    }

    /** The work stops at its next step; the waiting callers get a problem. */
    void abort() {
        aborted = true;
    }

    /** @throws Problem {@code SESSION_ENDED} when the launch was given up */
    void check() {
        if (aborted) {
            throw new Problem(ProblemCode.SESSION_ENDED, "The session was ended while its workspace was starting.");
        }
    }

    /** Waits for the outcome and hears of every step until then. */
    Launched join(Consumer<LaunchProgress> listener) {
        synchronized (this) { // no step may fall between the two
            listener.accept(latest);
            listeners.add(listener);
        }
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Problem problem
                    ? new Problem(problem.code(), problem.detail(), problem)
                    : new Problem(ProblemCode.INTERNAL, "The launch failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(ProblemCode.UNAVAILABLE, "The wait for the launch was interrupted.", e);
        } finally {
            listeners.remove(listener);
        }
    }

    /** Waits until the work has cleaned up after itself; a bound, because an engine may hang. */
    void awaitEnd() {
        try {
            result.get(ABORT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException ended) {
            // however it ended
        } catch (TimeoutException stuck) {
            throw new Problem(
                    ProblemCode.TIMEOUT, "The launch of session " + spec.sessionId() + " does not stop.", stuck);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(ProblemCode.UNAVAILABLE, "The node is stopping.", e);
        }
    }
}
