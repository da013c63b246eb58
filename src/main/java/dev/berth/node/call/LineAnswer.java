package dev.berth.node.call;

import dev.berth.contract.LaunchProgress;
import dev.berth.contract.Trace;
import dev.berth.node.Failures;
import dev.berth.node.ProblemJson;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** An answer in lines. While nothing happens it says so, so that the caller can tell work from a dead node. */
final class LineAnswer implements AutoCloseable {
    /** Callers wait a few times as long before they take the node for dead. */
    private static final Duration PULSE = Duration.ofSeconds(2);

    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("call-pulse").daemon().factory());

    private final Incoming incoming;
    private final ScheduledFuture<?> pulse;

    LineAnswer(Incoming incoming) {
        this.incoming = incoming;
        incoming.response().setChunked(true).putHeader("Content-Type", CallLine.MEDIA_TYPE);
        write(CallLine.AT_WORK);
        pulse = CLOCK.scheduleAtFixedRate(
                () -> write(CallLine.AT_WORK), PULSE.toMillis(), PULSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    void end(Function<Consumer<LaunchProgress>, CallLine> work) {
        try {
            write(work.apply(this::progress));
        } catch (RuntimeException failure) {
            Trace.current().failed(failure);
            write(CallLine.of(ProblemJson.of(Failures.problem(failure))));
        }
    }

    private void progress(LaunchProgress progress) {
        if (incoming.response().closed()) {
            throw new IllegalStateException("nobody follows any more");
        }
        if (!incoming.response().writeQueueFull()) {
            write(CallLine.of(progress));
        }
    }

    private synchronized void write(CallLine line) {
        var response = incoming.response();
        if (!response.ended() && !response.closed()) {
            response.write(Buffer.buffer(Wire.write(line)).appendString("\n"));
        }
    }

    @Override
    public void close() {
        pulse.cancel(false);
        synchronized (this) {
            var response = incoming.response();
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        }
    }
}
