package dev.berth.remote;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The lines of an answer that comes bit by bit, for a reader who waits for each one a bounded time. */
final class Lines implements BodySubscriber<Lines>, AutoCloseable {
    private static final int LONGEST = 64 << 10;

    private sealed interface Event {
        record Line(byte[] text) implements Event {}

        record End(@Nullable Throwable failure) implements Event {}
    }

    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Lines> body = new CompletableFuture<>();
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private volatile Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<Lines> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription granted) {
        subscription = granted;
        body.complete(this);
        granted.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (var part : parts) {
            while (part.hasRemaining()) {
                take(part.get());
            }
        }
        var open = subscription;
        if (open != null) {
            open.request(1);
        }
    }

    private void take(byte next) {
        if (next == '\n') {
            events.add(new Event.Line(begun.toByteArray()));
            begun.reset();
        } else if (begun.size() < LONGEST) {
            begun.write(next);
        } else {
            close();
            onError(new IOException("a line of the answer is longer than 64 KiB"));
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.complete(this);
        events.add(new Event.End(failure));
    }

    @Override
    public void onComplete() {
        if (begun.size() > 0) {
            events.add(new Event.Line(begun.toByteArray()));
        }
        events.add(new Event.End(null));
    }

    /**
     * The next line.
     *
     * @throws IOException when the answer ends, or nothing comes for so long
     */
    byte[] next(Duration longest) throws IOException {
        try {
            return switch (events.poll(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                case Event.Line line -> line.text();
                case Event.End end -> throw new IOException("the answer broke off", end.failure());
                case null -> throw new IOException("nothing was heard for " + longest.toSeconds() + " s");
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(ProblemCode.UNAVAILABLE, "This node is being stopped.", e);
        }
    }

    @Override
    public void close() {
        var open = subscription;
        if (open != null) {
            open.cancel();
        }
    }
}
