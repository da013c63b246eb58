package dev.berth.node.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.topology.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** A collector that answers when the test says so. */
    private static final class Slow implements SpanExporter {
        final CompletableFuture<Boolean> answer = new CompletableFuture<>();
        final AtomicInteger asked = new AtomicInteger();

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            asked.incrementAndGet();
            var result = new CompletableResultCode();
            answer.thenAccept(good -> {
                if (good) {
                    result.succeed();
                } else {
                    result.fail();
                }
            });
            return result;
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Slow collector = new Slow();
    private final Outbox outbox = new Outbox(collector, Duration.ofMinutes(10), metrics);
    private final Tracer tracer =
            SdkTracerProvider.builder().addSpanProcessor(outbox).build().get("test");

    private void end(int spans) {
        for (int i = 0; i < spans; i++) {
            tracer.spanBuilder("span").startSpan().end();
        }
    }

    private double count(String outcome) {
        return metrics.counter("berth.trace.spans", "outcome", outcome).count();
    }

    @Test
    void aSlowCollectorHoldsNobodyUp() {
        outbox.start();
        end(1);
        Await.until("it is asked", SOON, () -> collector.asked.get() == 1);
        end(3 * Outbox.MOST_WAITING);
        assertEquals(2 * Outbox.MOST_WAITING, count("dropped"));
        collector.answer.complete(true);
        Await.until("all that had room are sent", SOON, () -> count("sent") == 1 + Outbox.MOST_WAITING);
        outbox.close();
    }

    @Test
    void whatAFailingCollectorMissesIsCounted() {
        collector.answer.complete(false);
        outbox.start();
        end(5);
        Await.until("they are counted", SOON, () -> count("lost") == 5);
        outbox.close();
    }

    @Test
    void whatWaitsAtTheEndIsStillSent() {
        collector.answer.complete(true);
        outbox.start();
        end(5);
        outbox.close();
        assertTrue(count("sent") == 5, "sent: " + count("sent"));
    }
}
