package dev.berth.node.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.berth.contract.Span;
import dev.berth.node.RelayTestNode;
import dev.berth.topology.Await;
import dev.berth.topology.TraceCollector;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The SDK as it is put together, and a collector on loopback. */
class CollectingTest {
    private static final Duration SOON = Duration.ofMinutes(2);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final TraceCollector collector;

    CollectingTest() throws Exception {
        collector = new TraceCollector();
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    private record Settings(Optional<String> endpoint, Optional<Path> ca, double sampling) implements OtlpConfig {
        @Override
        public Optional<String> headers() {
            return Optional.of("authorization=Bearer%20" + TraceCollector.SECRET);
        }

        @Override
        public Optional<Path> headersFile() {
            return Optional.empty();
        }

        @Override
        public Duration timeout() {
            return SOON;
        }

        @Override
        public String serviceName() {
            return "berth";
        }
    }

    private Collecting collecting(Optional<Path> ca, double sampling) {
        var settings = new Settings(Optional.of(collector.url() + "/"), ca, sampling);
        return Collecting.start(settings, RelayTestNode.fresh().identity(), "zone-proxy", metrics);
    }

    private void counted(String outcome) {
        Await.until(
                outcome,
                SOON,
                () -> metrics.counter("berth.trace.spans", "outcome", outcome).count() > 0);
    }

    private static void work(Collecting collecting, String name) {
        collecting.tracer().begin(Span.Kind.SERVER, name, Optional.empty()).end();
    }

    @Test
    void whatWasDoneArrivesUntilTheCollectorIsGone() {
        try (var collecting = collecting(Optional.of(collector.authority()), 1)) {
            work(collecting, "work");
            counted("sent");
            assertEquals("work", collector.seen().getFirst().name());
            assertEquals(List.of(), collector.refused());
            collector.close();
            work(collecting, "more");
            counted("lost");
        }
    }

    @Test
    void aCollectorThatNobodyVouchesForIsToldNothing() {
        try (var collecting = collecting(Optional.empty(), 1)) {
            work(collecting, "work");
            counted("lost");
        }
        assertEquals(List.of(), collector.seen());
        assertEquals(List.of(), collector.refused());
    }

    @Test
    void whatIsNotKeptIsNotSent() {
        try (var collecting = collecting(Optional.of(collector.authority()), 0)) {
            work(collecting, "work");
        }
        assertEquals(List.of(), collector.seen());
    }
}
