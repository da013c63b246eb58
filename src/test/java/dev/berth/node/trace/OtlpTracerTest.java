package dev.berth.node.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.Span;
import dev.berth.contract.Trace;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

class OtlpTracerTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

    @Test
    void offNothingHappens() {
        assertSame(Span.NONE, Trace.begin(Span.Kind.SERVER, "a"));
        assertSame(Span.NONE, Trace.answering("a", Optional.of(PARENT)));
        assertSame(Span.NONE, Trace.part(Span.Kind.CLIENT, "a"));
        assertEquals(Optional.empty(), Trace.current().traceparent());
        Runnable work = () -> {};
        assertSame(work, Trace.carried(work));
        assertEquals(1, Span.NONE.of(() -> 1));
    }

    @Test
    void whatIsPartOfNothingIsNotTraced() {
        try (var traces = TestTraces.collect()) {
            assertSame(Span.NONE, Trace.part(Span.Kind.CLIENT, "call"));
            assertSame(Span.NONE, Trace.answering("call", Optional.empty()));
            assertEquals(List.of(), traces.spans());
        }
    }

    @Test
    void partsNameWhatTheyArePartOf() {
        try (var traces = TestTraces.collect()) {
            var whole = Trace.begin(Span.Kind.SERVER, "whole");
            var header = whole.of(() -> Trace.part(Span.Kind.CLIENT, "call")
                    .of(() -> Trace.current().traceparent().orElseThrow()));
            Trace.answering("answer", Optional.of(header)).of(() -> {});
            var call = traces.span("call");
            assertEquals(traces.span("whole").getSpanId(), call.getParentSpanId());
            assertEquals(call.getSpanId(), traces.span("answer").getParentSpanId());
            assertEquals(
                    1,
                    traces.spans().stream()
                            .map(span -> span.getTraceId())
                            .distinct()
                            .count());
            assertSame(Span.NONE, Trace.current());
        }
    }

    @Test
    void aMalformedHeaderBeginsATraceOfItsOwn() {
        try (var traces = TestTraces.collect()) {
            for (var header : List.of("", "00-0-0-01", PARENT.substring(3), PARENT.replace('0', 'x'))) {
                Trace.answering("answer", Optional.of(header)).end();
            }
            traces.spans().forEach(span -> assertNotEquals(TRACE, span.getTraceId()));
            Trace.answering("sound", Optional.of(PARENT)).end();
            assertEquals(TRACE, traces.span("sound").getTraceId());
        }
    }

    /** Decided where the trace began; the id is there all the same, for the logs. */
    @Test
    void whatIsNotKeptIsNotKeptAnywhere() {
        try (var traces = TestTraces.collect(Sampler.parentBased(Sampler.alwaysOff()))) {
            var header = Trace.begin(Span.Kind.SERVER, "whole").traceparent().orElseThrow();
            assertTrue(header.endsWith("-00"), header);
            var answer = Trace.answering("answer", Optional.of(header));
            assertEquals(header.substring(3, 35), answer.traceId().orElseThrow());
            answer.end();
            Trace.answering("kept", Optional.of(PARENT)).end();
            traces.span("kept");
            assertEquals(1, traces.spans().size());
        }
    }

    @Test
    void linesOfTheLogNameTheTrace() {
        try (var traces = TestTraces.collect()) {
            var span = Trace.begin(Span.Kind.SERVER, "whole");
            span.of(() -> {
                assertEquals(span.traceId().orElseThrow(), MDC.get("traceId"));
                Trace.part(Span.Kind.INTERNAL, "part").of(() -> {});
                assertEquals(span.traceId().orElseThrow(), MDC.get("traceId"));
            });
            assertNull(MDC.get("traceId"));
            traces.span("whole");
        }
    }

    @Test
    void workOnAnotherThreadIsPartOfTheSame() throws InterruptedException {
        try (var traces = TestTraces.collect()) {
            var whole = Trace.begin(Span.Kind.SERVER, "whole");
            var work = whole.within(() -> Trace.carried(
                    () -> Trace.part(Span.Kind.INTERNAL, "elsewhere").end()));
            whole.end();
            Thread.ofVirtual().start(work).join();
            assertEquals(
                    traces.span("whole").getSpanId(), traces.span("elsewhere").getParentSpanId());
        }
    }

    @Test
    void failuresAreNamedByTheirCode() {
        try (var traces = TestTraces.collect()) {
            var problem = new Problem(ProblemCode.NO_CAPACITY, "There is no room for ada.");
            assertThrows(
                    Problem.class,
                    () -> Trace.begin(Span.Kind.INTERNAL, "place").of(() -> {
                        throw problem;
                    }));
            var span = traces.span("place");
            assertEquals(StatusCode.ERROR, span.getStatus().getStatusCode());
            assertEquals("no-capacity", span.getAttributes().get(AttributeKey.stringKey("error.type")));
            assertEquals(List.of(), span.getEvents());
        }
    }
}
