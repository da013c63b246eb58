package dev.berth.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.berth.agent.AgentRoutes;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.Span;
import dev.berth.contract.Trace;
import dev.berth.node.FakeNode;
import dev.berth.node.trace.TestTraces;
import dev.berth.topology.Await;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call from node to node, seen from both sides. */
class TracedCallsTest {
    private static final String END = "POST /internal/agent/end";

    private final FakeAgent fake = new FakeAgent();
    private final FakeNode webApp = new FakeNode("default", "web-app");
    private final TestServer server =
            new TestServer(new FakeNode("default", "agent"), (router, calls) -> AgentRoutes.mount(router, calls, fake));
    private final TestTraces traces = TestTraces.collect();

    @AfterEach
    void stop() {
        traces.close();
        server.close();
    }

    private SpanData side(SpanKind kind) {
        return Await.value(
                "the side " + kind,
                Duration.ofSeconds(60),
                () -> traces.spans().stream()
                        .filter(span -> span.getKind() == kind && span.getName().equals(END))
                        .findFirst()
                        .orElse(null));
    }

    @Test
    void bothSidesAreOfOneTrace() {
        var session = UUID.randomUUID();
        Trace.begin(Span.Kind.INTERNAL, "whole").of(() -> server.agent(webApp).end(session));
        var asked = side(SpanKind.CLIENT);
        var answered = side(SpanKind.SERVER);
        assertEquals(traces.span("whole").getSpanId(), asked.getParentSpanId());
        assertEquals(asked.getSpanId(), answered.getParentSpanId());
        for (var span : List.of(asked, answered)) {
            assertEquals(session.toString(), span.getAttributes().get(AttributeKey.stringKey(Span.SESSION)));
        }
    }

    @Test
    void theCodeOfARefusalIsOnBothSides() {
        fake.failure = new Problem(ProblemCode.CONFLICT, "Not now.");
        var agent = server.agent(webApp);
        var whole = Trace.begin(Span.Kind.INTERNAL, "whole");
        assertThrows(Problem.class, () -> whole.of(() -> agent.end(UUID.randomUUID())));
        for (var kind : List.of(SpanKind.CLIENT, SpanKind.SERVER)) {
            assertEquals("conflict", side(kind).getAttributes().get(AttributeKey.stringKey("error.type")));
        }
    }

    /** Check-ins, for example. */
    @Test
    void aCallThatIsPartOfNothingIsNotTraced() {
        server.agent(webApp).end(UUID.randomUUID());
        assertEquals(List.of(), traces.spans());
    }

    @Test
    void whoIsNotAdmittedMakesNobodyTrace() {
        var agent = server.agent(new FakeNode("default", "zone-proxy"));
        var whole = Trace.begin(Span.Kind.INTERNAL, "whole");
        assertThrows(Problem.class, () -> whole.of(() -> agent.end(UUID.randomUUID())));
        side(SpanKind.CLIENT);
        assertEquals(
                List.of(),
                traces.spans().stream()
                        .filter(span -> span.getKind() == SpanKind.SERVER)
                        .toList());
    }
}
