package dev.berth.node.trace;

import dev.berth.contract.Span;
import dev.berth.contract.Trace;
import dev.berth.contract.Tracer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Spans of the SDK, and which thread is at which. */
final class OtlpTracer implements Tracer {
    private static final String LOGGED = "traceId";
    private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<Map<String, String>> FIELDS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> fields) {
            return List.copyOf(fields.keySet());
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> fields, String key) {
            return fields == null ? null : fields.get(key);
        }
    };

    private final io.opentelemetry.api.trace.Tracer tracer;
    private final ThreadLocal<Span> current = new ThreadLocal<>();

    OtlpTracer(io.opentelemetry.api.trace.Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public Span begin(Span.Kind kind, String name, Optional<String> traceparent) {
        var parent = traceparent
                .map(value -> W3C.extract(Context.root(), Map.of(Trace.HEADER, value), FIELDS))
                .orElseGet(Context::root);
        return begin(kind, name, parent);
    }

    Span begin(Span.Kind kind, String name, Context parent) {
        return new OtlpSpan(
                this,
                tracer.spanBuilder(name)
                        .setParent(parent)
                        .setSpanKind(kind(kind))
                        .startSpan());
    }

    private static SpanKind kind(Span.Kind kind) {
        return switch (kind) {
            case INTERNAL -> SpanKind.INTERNAL;
            case SERVER -> SpanKind.SERVER;
            case CLIENT -> SpanKind.CLIENT;
        };
    }

    @Override
    public Span current() {
        var span = current.get();
        return span == null ? Span.NONE : span;
    }

    Runnable enter(OtlpSpan span) {
        var before = current.get();
        place(span);
        return () -> place(before);
    }

    /** Each line that this thread logs meanwhile names the trace. */
    private void place(@Nullable Span span) {
        if (span == null) {
            current.remove();
            MDC.remove(LOGGED);
        } else {
            current.set(span);
            span.traceId().ifPresent(id -> MDC.put(LOGGED, id));
        }
    }
}
