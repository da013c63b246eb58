package dev.berth.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.DeliveryProtocol;
import dev.berth.node.RelayTestNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** The origin of its own for pages that workspaces make. */
class SessionListenerTest {
    private final TestAuthorizer authorizer = new TestAuthorizer();
    private final TestCertificate certificate = TestCertificate.of("localhost");

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Socket tls(int port) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("it", certificate.certificate());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory().createSocket("127.0.0.1", port);
    }

    private String ask(int port, String request) throws Exception {
        try (var socket = tls(port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return FakeApp.head(socket.getInputStream());
        }
    }

    @Test
    void pagesAreServedOnItAndNowhereElse() throws Exception {
        var config = RelayTestNode.fresh().ports(freePort(), freePort()).tls(certificate.pem(), certificate.keyPem());
        try (var gateway = new TestGateway(authorizer, config);
                var app = new FakeApp()) {
            gateway.deliverTo("127.0.0.1", app.port());
            gateway.listener.start();
            gateway.listener.start();
            gateway.listener.awaitOpen();
            gateway.listener.awaitOpen();
            var route = gateway.route(DeliveryProtocol.HTTP);
            authorizer.allow(route);
            var request = Browser.get(route.sessionId(), "/");
            assertEquals(403, new Browser(gateway.port()).send(request).status());
            Thread.startVirtualThread(() -> {
                try {
                    app.next().send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            assertTrue(ask(gateway.listener.port(), request).startsWith("HTTP/1.1 200"));
            var other = ask(gateway.listener.port(), "GET /api/login HTTP/1.1\r\nHost: desk.example\r\n\r\n");
            assertTrue(other.startsWith("HTTP/1.1 404"), other);
        }
    }

    @Test
    void aStreamThroughTlsIsExact() throws Exception {
        var config = RelayTestNode.fresh().ports(freePort(), freePort()).tls(certificate.pem(), certificate.keyPem());
        try (var gateway = new TestGateway(authorizer, config);
                var app = new FakeApp()) {
            gateway.deliverTo("127.0.0.1", app.port());
            gateway.listener.start();
            gateway.listener.awaitOpen();
            var route = gateway.route(DeliveryProtocol.HTTP);
            authorizer.allow(route);
            try (var socket = tls(gateway.listener.port())) {
                socket.getOutputStream()
                        .write(Browser.upgrade(route.sessionId(), "/").getBytes(StandardCharsets.ISO_8859_1));
                var call = app.next().accept();
                assertTrue(FakeApp.head(socket.getInputStream()).startsWith("HTTP/1.1 101"));
                var bytes = new byte[3 << 20];
                new java.util.Random(9).nextBytes(bytes);
                Thread.startVirtualThread(() -> {
                    try {
                        call.send(bytes);
                        call.socket().close();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
                org.junit.jupiter.api.Assertions.assertArrayEquals(
                        bytes, socket.getInputStream().readAllBytes());
            }
        }
    }
}
