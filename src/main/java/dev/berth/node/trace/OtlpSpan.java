package dev.berth.node.trace;

import dev.berth.contract.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.Optional;

/** One span of the SDK. */
record OtlpSpan(OtlpTracer tracer, io.opentelemetry.api.trace.Span span) implements Span {
    @Override
    public Span part(Kind kind, String name) {
        return tracer.begin(kind, name, Context.root().with(span));
    }

    @Override
    public Span say(String key, String value) {
        span.setAttribute(key, value);
        return this;
    }

    @Override
    public Span say(String key, long value) {
        span.setAttribute(key, value);
        return this;
    }

    @Override
    public void failed(String why) {
        span.setAttribute("error.type", why);
        span.setStatus(StatusCode.ERROR);
    }

    @Override
    public void end() {
        span.end();
    }

    @Override
    public Runnable enter() {
        return tracer.enter(this);
    }

    @Override
    public Optional<String> traceparent() {
        var context = span.getSpanContext();
        return Optional.of("00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex());
    }

    @Override
    public Optional<String> traceId() {
        return Optional.of(span.getSpanContext().getTraceId());
    }
}
