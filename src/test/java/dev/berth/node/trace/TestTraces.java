package dev.berth.node.trace;

import dev.berth.contract.Trace;
import dev.berth.contract.Tracer;
import dev.berth.topology.Await;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Traces of this process, kept in memory. */
public final class TestTraces implements AutoCloseable, SpanExporter {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final List<SpanData> spans = new CopyOnWriteArrayList<>();
    private final SdkTracerProvider provider;

    private TestTraces(Sampler sampler) {
        provider = SdkTracerProvider.builder()
                .setSampler(sampler)
                .addSpanProcessor(SimpleSpanProcessor.create(this))
                .build();
    }

    public static TestTraces collect() {
        return collect(Sampler.alwaysOn());
    }

    static TestTraces collect(Sampler sampler) {
        var traces = new TestTraces(sampler);
        Trace.collect(new OtlpTracer(traces.provider.get("test")));
        return traces;
    }

    public List<SpanData> spans() {
        return spans;
    }

    /** Waits for a span that has ended. */
    public SpanData span(String name) {
        return await(name, span -> true);
    }

    /** Waits for a part of that span. */
    public SpanData part(String name, String parent) {
        return await(name, span -> span.getParentSpanId().equals(parent));
    }

    private SpanData await(String name, Predicate<SpanData> which) {
        return Await.value(
                "a span " + name,
                SOON,
                () -> spans.stream()
                        .filter(span -> span.getName().equals(name) && which.test(span))
                        .findFirst()
                        .orElse(null));
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> ended) {
        spans.addAll(ended);
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public void close() {
        Trace.collect(Tracer.OFF);
        provider.close();
    }
}
