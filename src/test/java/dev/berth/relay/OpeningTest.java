package dev.berth.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.berth.contract.ConnectionRequest;
import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.NodeAddress;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionRoute;
import dev.berth.node.FakeNode;
import dev.berth.node.RelayTestNode;
import dev.berth.node.call.Vouchers;
import dev.berth.node.trace.TestTraces;
import io.opentelemetry.api.common.AttributeKey;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a trace says of a stream that passes two nodes, and what nobody may make it say. */
class OpeningTest {
    private static final String FOREIGN = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String[] THEIRS = {
        "traceparent: 00-" + FOREIGN + "-00f067aa0ba902b7-01", "tracestate: a=b", "baggage: user=ada"
    };

    private final TestAuthorizer atProxy = new TestAuthorizer();
    private final TestAuthorizer atOwner = new TestAuthorizer();
    private final RelayTestNode ownerConfig = RelayTestNode.fresh();
    private final FakeNode self = new FakeNode(ownerConfig.identity().address().id(), "default", "agent");
    private TestGateway owner;
    private TestGateway proxy;
    private FakeApp app;
    private SessionRoute route;
    private TestTraces traces;

    @BeforeEach
    void start() throws Exception {
        traces = TestTraces.collect();
        owner = new TestGateway(
                atOwner,
                ownerConfig,
                self,
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertPath(self.certificate().pem().toString())
                                .addKeyPath(self.certificate().keyPem().toString())));
        proxy = new TestGateway(
                atProxy, RelayTestNode.fresh(), new FakeNode("default", "zone-proxy"), new HttpServerOptions());
        app = new FakeApp();
        owner.deliverTo("127.0.0.1", app.port());
        var at = new NodeAddress(owner.node.address().id(), "owner", "https://127.0.0.1:" + owner.port());
        route = owner.route(DeliveryProtocol.HTTP, at);
        atProxy.allow(route);
        atOwner.allow(route);
    }

    @AfterEach
    void stop() throws Exception {
        traces.close();
        app.close();
        proxy.close();
        owner.close();
    }

    private void vouched() {
        var question = new ConnectionRequest(
                route.sessionId(),
                Optional.of(TestAuthorizer.TOKEN),
                Optional.of(TestAuthorizer.ORIGIN),
                "desk.example",
                true,
                "127.0.0.1");
        atProxy.allow(new Vouchers(new FakeNode("default", "web-app")).vouch(question, route));
    }

    private FakeApp.Call open() throws Exception {
        try (var browser = new Browser(proxy.port())) {
            browser.send(Browser.upgrade(route.sessionId(), "/ws?secret=1", THEIRS));
            var call = app.next().accept();
            assertEquals(101, browser.status());
            return call;
        }
    }

    private static void isUntold(FakeApp.Call call) {
        for (var name : List.of("traceparent", "tracestate", "baggage", "Berth-Hop")) {
            assertEquals(List.of(), call.header(name), name);
        }
    }

    @Test
    void oneConnectionIsOneTrace() throws Exception {
        vouched();
        isUntold(open());
        var target = traces.span("open target");
        var forward = traces.span("forward stream");
        var atProxy = traces.part("open stream", "0000000000000000");
        var atOwner = traces.part("open stream", forward.getSpanId());
        assertEquals(atProxy.getSpanId(), forward.getParentSpanId());
        assertEquals(atOwner.getSpanId(), target.getParentSpanId());
        assertEquals(
                1,
                traces.spans().stream()
                        .map(span -> span.getTraceId())
                        .distinct()
                        .count());
        for (var span : traces.spans()) {
            assertNotEquals(FOREIGN, span.getTraceId());
            assertEquals(-1, span.toString().indexOf("secret"), span.toString());
            assertEquals(-1, span.toString().indexOf(TestAuthorizer.TOKEN), span.toString());
        }
        assertEquals(
                route.sessionId().toString(), atOwner.getAttributes().get(AttributeKey.stringKey("berth.session")));
    }

    /** Anybody can claim to be a proxy; what came without a web app's word begins a trace of its own. */
    @Test
    void withoutAVoucherTheOwnerBelievesNoTrace() throws Exception {
        isUntold(open());
        var target = traces.span("open target");
        assertNotEquals(traces.span("forward stream").getTraceId(), target.getTraceId());
        assertNotEquals(FOREIGN, target.getTraceId());
    }

    @Test
    void aRefusalEndsItWithItsCode() throws Exception {
        atProxy.refuse(route.sessionId().toString(), ProblemCode.FORBIDDEN);
        try (var browser = new Browser(proxy.port())) {
            browser.send(Browser.upgrade(route.sessionId(), "/ws"));
            assertEquals(403, browser.status());
        }
        assertEquals("forbidden", traces.span("open stream").getAttributes().get(AttributeKey.stringKey("error.type")));
    }

    @Test
    void plainRequestsAreNotTraced() throws Exception {
        try (var browser = new Browser(proxy.port())) {
            browser.send(Browser.get(route.sessionId(), "/page", THEIRS));
            var call = app.next();
            isUntold(call);
            call.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            assertEquals(200, browser.status());
        }
        assertEquals(List.of(), traces.spans());
    }
}
