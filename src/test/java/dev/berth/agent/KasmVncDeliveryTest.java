package dev.berth.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.SessionRoute;
import dev.berth.node.RelayTestNode;
import dev.berth.relay.FakeApp;
import dev.berth.relay.TestAuthorizer;
import dev.berth.relay.TestCertificate;
import dev.berth.relay.TestGateway;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stock Kasm images: TLS with a certificate of their own making, and basic authentication. */
class KasmVncDeliveryTest {
    private final TestAuthorizer authorizer = new TestAuthorizer();
    private final FakeTargets targets = new FakeTargets();
    private final TestCertificate certificate = TestCertificate.of("kasm");
    private TestGateway gateway;
    private FakeApp app;
    private SessionRoute route;

    @BeforeEach
    void start() throws Exception {
        gateway = new TestGateway(authorizer, RelayTestNode.fresh());
        gateway.gateway.register(new ContainerDelivery(targets, gateway.relay, gateway.pass, gateway.connections));
        route = gateway.route(DeliveryProtocol.KASMVNC);
        authorizer.allow(route);
        app = new FakeApp(certificate
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        targets.add(route.sessionId(), DeliveryProtocol.KASMVNC, app.port());
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        gateway.close();
    }

    private String get() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.getOutputStream()
                    .write(("GET /desktop/" + route.sessionId() + "/vnc.html HTTP/1.1\r\nHost: desk.example\r\n"
                                    + "Cookie: berth-stream=" + TestAuthorizer.TOKEN + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return FakeApp.head(socket.getInputStream());
        }
    }

    private void answer(Thread[] holder) {
        holder[0] = Thread.startVirtualThread(() -> {
            try {
                var call = app.next();
                assertTrue(call.head().contains("Basic a2FzbV91c2VyOnMzY3JldC1hbmQtbW9yZQ=="), call.head());
                call.socket()
                        .getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void theFirstCertificateIsRememberedAndTheCredentialInjected() throws Exception {
        answer(new Thread[1]);
        assertTrue(get().startsWith("HTTP/1.1 200"));
        assertEquals(
                PinnedCertificate.sha256(certificate.certificate()),
                targets.find(route.sessionId())
                        .orElseThrow()
                        .certificateSha256()
                        .orElseThrow());
    }

    @Test
    void anotherCertificateIsNotTheContainer() throws Exception {
        targets.mispin(route.sessionId());
        assertTrue(get().startsWith("HTTP/1.1 502"));
        var browser = new WebSocketBrowser(gateway.port(), route.sessionId());
        assertTrue(browser.head.startsWith("HTTP/1.1 101"), browser.head);
        assertEquals(4502, browser.next().closeCode());
        browser.close();
    }

    @Test
    void theStreamIsAnOpaqueTunnelThroughTls() throws Exception {
        var opened = new java.util.concurrent.CompletableFuture<String>();
        Thread.startVirtualThread(() -> {
            try {
                var call = app.next();
                opened.complete(call.head());
                call.accept();
                call.in().transferTo(call.socket().getOutputStream());
            } catch (Exception e) {
                opened.completeExceptionally(e);
            }
        });
        try (var browser = new WebSocketBrowser(gateway.port(), route.sessionId())) {
            assertTrue(browser.head.startsWith("HTTP/1.1 101"), browser.head);
            assertTrue(opened.get().contains("Basic a2FzbV91c2VyOnMzY3JldC1hbmQtbW9yZQ=="));
            browser.raw("any bytes".getBytes(StandardCharsets.US_ASCII));
            assertEquals(
                    "any bytes", new String(browser.socket.getInputStream().readNBytes(9), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void theProbePinsWhatNobodyFindsYet() throws Exception {
        var target = targets.find(route.sessionId()).orElseThrow();
        targets.launching(true);
        answer(new Thread[1]);
        assertTrue(new ProtocolProbe(() -> targets).ready(target));
        targets.launching(false);
        answer(new Thread[1]);
        assertTrue(get().startsWith("HTTP/1.1 200"));
    }

    @Test
    void theProbePinsAndRefusesAnother() throws Exception {
        var probe = new ProtocolProbe(() -> targets);
        answer(new Thread[1]);
        assertTrue(probe.ready(targets.find(route.sessionId()).orElseThrow()));
        assertTrue(targets.find(route.sessionId())
                .orElseThrow()
                .certificateSha256()
                .isPresent());
        targets.mispin(route.sessionId());
        assertFalse(probe.ready(targets.find(route.sessionId()).orElseThrow()));
    }
}
