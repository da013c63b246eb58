package dev.berth.relay;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The only bridge between event loops and code that blocks: a virtual thread, and back. */
@Singleton
final class Offload {
    /** More waiting than this means that the control plane does not answer; they would only pile up. */
    private static final int AT_ONCE = 2_000;

    private final Vertx vertx;
    private final Semaphore places = new Semaphore(AT_ONCE);

    Offload(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Runs {@code question} elsewhere and the answer's consumer on the caller's event loop. */
    <T> void call(Supplier<T> question, Consumer<T> answer, Consumer<Throwable> failed) {
        if (!places.tryAcquire()) {
            throw new Problem(ProblemCode.UNAVAILABLE, "Too many connections are waiting to be authorised.");
        }
        var back = vertx.getOrCreateContext();
        Thread.startVirtualThread(() -> {
            try {
                var result = question.get();
                back.runOnContext(loop -> answer.accept(result));
            } catch (RuntimeException | Error failure) {
                back.runOnContext(loop -> failed.accept(failure));
            } finally {
                places.release();
            }
        });
    }
}
