package dev.berth.node.trace;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Spans on their way to the collector. Who ends a span never waits: when the collector is slow or gone the queue fills, and
 * what does not fit is counted and forgotten. An outage is told once when it begins and once when it is over.
 */
final class Outbox implements SpanProcessor, AutoCloseable {
    static final int MOST_WAITING = 2048;
    private static final int BATCH = 512;
    /** A batch waits so long for company. */
    private static final Duration COMPANY = Duration.ofMillis(500);

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final BlockingQueue<ReadableSpan> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final SpanExporter exporter;
    private final Duration timeout;
    private final Counter sent;
    private final Counter dropped;
    private final Counter lost;
    private final Thread postman = Thread.ofPlatform().daemon().name("traces").unstarted(this::work);
    private volatile boolean leaving;
    /** What was missing before the outage that goes on; negative when none does. */
    private double lostBefore = -1;

    Outbox(SpanExporter exporter, Duration timeout, MeterRegistry metrics) {
        this.exporter = exporter;
        this.timeout = timeout;
        this.sent = metrics.counter("berth.trace.spans", "outcome", "sent");
        this.dropped = metrics.counter("berth.trace.spans", "outcome", "dropped");
        this.lost = metrics.counter("berth.trace.spans", "outcome", "lost");
    }

    void start() {
        postman.start();
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (span.getSpanContext().isSampled() && !waiting.offer(span)) {
            dropped.increment();
        }
    }

    private void work() {
        try {
            while (!leaving || !waiting.isEmpty()) {
                var first = waiting.poll(COMPANY.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    send(first);
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(ReadableSpan first) throws InterruptedException {
        if (!leaving) {
            Thread.sleep(COMPANY);
        }
        var batch = new ArrayList<ReadableSpan>();
        batch.add(first);
        waiting.drainTo(batch, BATCH - 1);
        deliver(batch.stream().map(ReadableSpan::toSpanData).toList());
    }

    private void deliver(List<SpanData> batch) {
        var result = attempt(batch);
        if (!result.isSuccess() && lostBefore < 0) {
            // a connection that lay idle may have been closed, which is no outage
            result = attempt(batch);
        }
        if (result.isSuccess()) {
            sent.increment(batch.size());
            if (lostBefore >= 0) {
                Log.infof("the collector of traces takes them again; %.0f spans are lost", missing() - lostBefore);
                lostBefore = -1;
            }
        } else {
            if (lostBefore < 0) {
                lostBefore = missing();
                Log.warnf("the collector of traces takes none: %s. Nothing else depends on it.", why(result));
            }
            lost.increment(batch.size());
        }
    }

    private CompletableResultCode attempt(List<SpanData> batch) {
        return exporter.export(batch).join(timeout.toMillis() * 2, TimeUnit.MILLISECONDS);
    }

    private static String why(CompletableResultCode result) {
        var cause = result.getFailureThrowable();
        if (cause == null) {
            return "it does not answer in time, or refuses them";
        }
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage() == null ? cause : cause.getMessage());
    }

    private double missing() {
        return dropped.count() + lost.count();
    }

    @Override
    public void close() {
        leaving = true;
        try {
            if (!postman.join(FAREWELL)) {
                postman.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exporter.shutdown();
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}
