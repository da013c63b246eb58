package dev.berth.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.ConnectionRequest;
import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.NodeAddress;
import dev.berth.contract.SessionRoute;
import dev.berth.node.FakeNode;
import dev.berth.node.NodeAuth;
import dev.berth.node.RelayTestNode;
import dev.berth.node.call.Vouchers;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy in front of the node that owns the session. */
class ForwardingTest {
    private final TestAuthorizer atProxy = new TestAuthorizer();
    private final TestAuthorizer atOwner = new TestAuthorizer();
    private final RelayTestNode ownerConfig = RelayTestNode.fresh();
    private final FakeNode self = new FakeNode(ownerConfig.identity().address().id(), "default", "agent");
    private TestGateway owner;
    private FakeApp app;
    private SessionRoute route;

    @BeforeEach
    void start() throws Exception {
        owner = new TestGateway(
                atOwner,
                ownerConfig,
                self,
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertPath(self.certificate().pem().toString())
                                .addKeyPath(self.certificate().keyPem().toString())));
        app = new FakeApp();
        owner.deliverTo("127.0.0.1", app.port());
        route = owner.route(DeliveryProtocol.HTTP, address("https://127.0.0.1:" + owner.port(), owner));
        atProxy.allow(route);
        atOwner.allow(route);
    }

    private static NodeAddress address(String url, TestGateway node) {
        return new NodeAddress(node.node.address().id(), "owner", url);
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        owner.close();
    }

    private TestGateway proxy(NodeAuth auth) {
        return new TestGateway(atProxy, RelayTestNode.fresh(), auth, new HttpServerOptions());
    }

    private TestGateway trusting() {
        return proxy(new FakeNode("default", "zone-proxy"));
    }

    @Test
    void theOwnerAuthorisesAgainWhatTheBrowserSent() throws Exception {
        try (var proxy = trusting();
                var browser = new Browser(proxy.port())) {
            browser.send(Browser.get(route.sessionId(), "/page?q=1", "Origin: " + TestAuthorizer.ORIGIN));
            var call = app.next();
            assertEquals("GET /page?q=1 HTTP/1.1", call.line());
            assertEquals(List.of("desk.example"), call.header("Host"));
            call.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            assertEquals(200, browser.status());
            var asked = atOwner.asked().getLast();
            assertEquals(Optional.of(TestAuthorizer.TOKEN), asked.token());
            assertEquals(Optional.of(TestAuthorizer.ORIGIN), asked.origin());
            assertEquals("desk.example", asked.host());
        }
    }

    private ConnectionRequest question() {
        return new ConnectionRequest(
                route.sessionId(),
                Optional.of(TestAuthorizer.TOKEN),
                Optional.of(TestAuthorizer.ORIGIN),
                "desk.example",
                true,
                "127.0.0.1");
    }

    private void opensBy(FakeNode voucher, ConnectionRequest question, int questions) throws Exception {
        atProxy.allow(new Vouchers(voucher).vouch(question, route));
        try (var proxy = trusting();
                var browser = new Browser(proxy.port())) {
            browser.send(Browser.upgrade(route.sessionId(), "/ws"));
            app.next().accept();
            assertEquals(101, browser.status());
        }
        assertEquals(questions, atOwner.asked().size());
    }

    @Test
    void theOwnerBelievesAWebAppAndAsksNobody() throws Exception {
        opensBy(new FakeNode("default", "web-app"), question(), 0);
    }

    @Test
    void theOwnerBelievesNoOtherNode() throws Exception {
        opensBy(new FakeNode("default", "zone-proxy"), question(), 1);
    }

    @Test
    void theOwnerBelievesNoWordOnAnotherToken() throws Exception {
        var other = new ConnectionRequest(
                route.sessionId(),
                Optional.of("another-token"),
                question().origin(),
                question().host(),
                true,
                question().clientAddress());
        opensBy(new FakeNode("default", "web-app"), other, 1);
    }

    @Test
    void aStreamPassesBothNodes() throws Exception {
        try (var proxy = trusting();
                var browser = new Browser(proxy.port())) {
            browser.send(Browser.upgrade(route.sessionId(), "/ws"));
            var call = app.next().accept();
            assertEquals(101, browser.status());
            call.send("down");
            assertEquals("down", new String(browser.in.readNBytes(4), StandardCharsets.ISO_8859_1));
            browser.send("up");
            assertEquals("up", new String(call.in().readNBytes(2), StandardCharsets.ISO_8859_1));
            owner.connections.cut(route.sessionId());
            assertTrue(browser.ends());
            TunnelTest.eventually(() -> proxy.connections.count() == 0);
        }
    }

    @Test
    void theOwnersRefusalReachesTheBrowser() throws Exception {
        atOwner.refuse(route.sessionId().toString(), dev.berth.contract.ProblemCode.FORBIDDEN);
        try (var proxy = trusting();
                var browser = new Browser(proxy.port())) {
            browser.send(Browser.upgrade(route.sessionId(), "/ws"));
            var head = browser.head();
            assertTrue(head.startsWith("HTTP/1.1 403"), head);
            assertTrue(head.toLowerCase().contains("application/problem+json"), head);
        }
    }

    @Test
    void anotherNodeAtTheOwnersAddressIsNotTheOwner() throws Exception {
        var other = new NodeAddress(UUID.randomUUID(), "moved", "https://127.0.0.1:" + owner.port());
        var astray = owner.route(DeliveryProtocol.HTTP, other);
        atProxy.allow(astray);
        atOwner.allow(astray);
        try (var proxy = trusting();
                var browser = new Browser(proxy.port())) {
            assertEquals(502, browser.send(Browser.get(astray.sessionId(), "/")).status());
        }
        try (var proxy = trusting();
                var browser = new Browser(proxy.port())) {
            browser.send(Browser.upgrade(astray.sessionId(), "/"));
            assertEquals(101, browser.status());
            assertEquals(4502, closeCode(browser));
        }
    }

    /** The control plane needs a while to see that a node is gone; until then the page is to come again. */
    @Test
    void anOwnerThatIsDeadIsTriedAgain() throws Exception {
        owner.close();
        triedAgain();
    }

    @Test
    void anOwnerThatDiesWhileItIsAskedIsTriedAgain() throws Exception {
        try (var dying = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUp(dying));
            route = owner.route(DeliveryProtocol.HTTP, address("https://127.0.0.1:" + dying.getLocalPort(), owner));
            atProxy.allow(route);
            triedAgain();
        }
    }

    private static void hangUp(ServerSocket dying) {
        try {
            while (true) {
                dying.accept().close();
            }
        } catch (IOException over) {
            // the test has ended
        }
    }

    private void triedAgain() throws Exception {
        try (var proxy = trusting();
                var browser = new Browser(proxy.port())) {
            assertEquals(503, browser.send(Browser.get(route.sessionId(), "/")).status());
        }
        try (var proxy = trusting();
                var browser = new Browser(proxy.port())) {
            browser.send(Browser.upgrade(route.sessionId(), "/"));
            assertEquals(101, browser.status());
            assertEquals(4503, closeCode(browser));
        }
    }

    private static int closeCode(Browser browser) throws Exception {
        var frame = browser.in.readNBytes(4);
        return (frame[2] & 0xFF) << 8 | frame[3] & 0xFF;
    }

    @Test
    void anAddressWithoutTlsIsNotUsed() throws Exception {
        var plain = owner.route(DeliveryProtocol.HTTP, address("http://127.0.0.1:" + owner.port(), owner));
        atProxy.allow(plain);
        try (var proxy = trusting();
                var browser = new Browser(proxy.port())) {
            assertEquals(502, browser.send(Browser.get(plain.sessionId(), "/")).status());
        }
    }

    @Test
    void aCircleIsBroken() throws Exception {
        try (var proxy = trusting();
                var browser = new Browser(proxy.port())) {
            assertEquals(
                    502,
                    browser.send(Browser.get(route.sessionId(), "/", "Berth-Hop: 1"))
                            .status());
        }
    }
}
