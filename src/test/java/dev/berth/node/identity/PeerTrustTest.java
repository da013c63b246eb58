package dev.berth.node.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.control.identity.TestDeployment;
import dev.berth.node.Role;
import dev.berth.node.SelfSigned;
import dev.berth.node.TestAcme;
import dev.berth.relay.TestCertificate;
import dev.berth.topology.BerthClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** TLS between nodes: by identity where the deployment's authority vouches, by host name otherwise. */
class PeerTrustTest {
    private final TestDeployment deployment = new TestDeployment();
    private final TestNode caller = new TestNode("zone-proxy").joins(deployment);
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A node without a configured certificate, as Startup prepares it. */
    private int listen(TestNode node) {
        var tls = SelfSigned.in(node.config.dataDir().resolve("tls"), "elsewhere");
        var config = node.config.tls(tls.certificate(), tls.key());
        return listen(new ListenerKeys(config, TestAcme.OFF, node.keys, Clock.systemUTC()));
    }

    private int listen(ListenerKeys keys) {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(keys.options().orElseThrow()))
                .requestHandler(request -> request.response().end("ok"))
                .listen(0, "0.0.0.0")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return server.actualPort();
    }

    private static SSLContext context(X509ExtendedTrustManager trust) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        return context;
    }

    private static int get(X509ExtendedTrustManager trust, String host, int port) throws Exception {
        try (var client = HttpClient.newBuilder().sslContext(context(trust)).build()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("https://" + host + ":" + port))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static void refused(X509ExtendedTrustManager trust, String host, int port) {
        assertThrows(IOException.class, () -> get(trust, host, port));
    }

    @Test
    void aNodeIsBelievedByItsIdentityWhateverItsHostIsCalled() throws Exception {
        var owner = new TestNode("agent").joins(deployment);
        int port = listen(owner);
        var id = UUID.fromString(owner.id());
        assertEquals(200, get(caller.calls.trust(id), "localhost", port));
        assertEquals(200, get(caller.calls.trust(id), "127.0.0.2", port), "its certificate does not name this");
        assertEquals(200, get(caller.calls.trust(name -> name.has(Role.AGENT)), "localhost", port));
        refused(caller.calls.trust(UUID.randomUUID()), "localhost", port);
        refused(caller.calls.trust(name -> name.has(Role.WEB_APP)), "localhost", port);
    }

    @Test
    void aRevokedNodeIsNotBelieved() throws Exception {
        var owner = new TestNode("agent").joins(deployment);
        int port = listen(owner);
        caller.revoked.add(owner.serial());
        refused(caller.calls.trust(UUID.fromString(owner.id())), "localhost", port);
    }

    @Test
    void anotherDeploymentAndSelfSignedCertificatesAreNotBelieved() {
        var stranger = new TestNode("agent").joins(new TestDeployment());
        refused(caller.calls.trust(name -> true), "localhost", listen(stranger));
        refused(caller.calls.trust(name -> true), "localhost", listen(new TestNode("agent")));
    }

    @Test
    void publicAuthoritiesVouchForHostNames() throws Exception {
        var certificate = TestCertificate.of("localhost");
        var pem = Files.createTempFile("berth", ".pem");
        Files.writeString(pem, TestDeployment.pem(certificate.certificate()));
        var node = new TestNode("zone-proxy", Clock.systemUTC(), Optional.of(pem)).joins(deployment);
        var trust = node.calls.trust(name -> false);
        try (var server = certificate.context().getServerSocketFactory().createServerSocket(0)) {
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try (var socket = server.accept()) {
                        socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes());
                        socket.getInputStream().read(new byte[1024]);
                    } catch (IOException refused) {
                        // the next one
                    }
                }
            });
            assertEquals(200, get(trust, "localhost", server.getLocalPort()));
            refused(trust, "127.0.0.2", server.getLocalPort());
            refused(caller.calls.trust(name -> true), "localhost", server.getLocalPort());
            // a client that forgot to ask for the host name
            try (var forgetful =
                    (SSLSocket) context(trust).getSocketFactory().createSocket("127.0.0.2", server.getLocalPort())) {
                assertThrows(SSLException.class, forgetful::startHandshake);
            }
        }
    }

    @Test
    void aListenerShowsTheNodesCertificateAsSoonAsThereIsOneAndEachRenewal() throws Exception {
        var owner = new TestNode("agent");
        int port = listen(owner);
        assertEquals(1, shown(port).length, "self-signed");
        owner.joins(deployment);
        var first = shown(port);
        assertEquals(2, first.length, "a joining node finds the authority that its token pins");
        assertEquals(owner.serial(), first[0].getSerialNumber().toString(16));
        owner.joins(deployment);
        var second = shown(port);
        assertEquals(owner.serial(), second[0].getSerialNumber().toString(16));
        assertTrue(!second[0].equals(first[0]));
    }

    private static X509Certificate[] shown(int port) throws Exception {
        try (var socket = (SSLSocket) BerthClient.trusting().getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            return Arrays.stream(socket.getSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toArray(X509Certificate[]::new);
        }
    }
}
