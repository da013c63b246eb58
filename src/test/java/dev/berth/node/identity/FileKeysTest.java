package dev.berth.node.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.node.SelfSigned;
import dev.berth.node.TestAcme;
import dev.berth.node.Tls;
import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that an administrator renews while the node runs. */
class FileKeysTest {
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private int listen(KeyCertOptions keys) {
        return vertx.createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(keys))
                .requestHandler(request -> request.response().end("ok"))
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private static BigInteger shown(int port) {
        try (var socket = (SSLSocket) BerthClient.trusting().getSocketFactory().createSocket("localhost", port)) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void isReadAgainWhenItsFilesHaveChanged() throws IOException {
        var used = SelfSigned.in(directory.resolve("used"), "one");
        int port = listen(KeyCertOptions.wrap(new FileKeys(used, Clock.systemUTC())));
        var first = shown(port);
        assertEquals(first, shown(port));
        var renewed = SelfSigned.in(directory.resolve("renewed"), "two");
        // what lies there between the two copies cannot be used, and is not
        replace(renewed.certificate(), used.certificate());
        assertEquals(first, shown(port));
        replace(renewed.key(), used.key());
        Await.until(
                "the renewed certificate is shown",
                Duration.ofSeconds(60),
                () -> !shown(port).equals(first));
        assertNotEquals(first, shown(port));
    }

    private static void replace(Path source, Path target) throws IOException {
        Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void itsEndIsToldBeforeItComes() {
        var node = new TestNode("zone-proxy");
        var tls = SelfSigned.in(directory.resolve("mine"), "one");
        var fresh = keys(node, tls, Clock.systemUTC());
        assertEquals(Optional.empty(), fresh.warning());
        var end = fresh.expiresAt().orElseThrow();
        assertTrue(keys(node, tls, at(end.minus(Duration.ofDays(3))))
                .warning()
                .orElseThrow()
                .contains(" expires at "));
        assertTrue(
                keys(node, tls, at(end.plusSeconds(1))).warning().orElseThrow().contains(" expired at "));
        assertFalse(
                keys(node, tls, at(end.minus(Duration.ofDays(30)))).warning().isPresent());
    }

    private static ListenerKeys keys(TestNode node, Tls tls, Clock clock) {
        var keys = new ListenerKeys(node.config.tls(tls.certificate(), tls.key()), TestAcme.OFF, node.keys, clock);
        assertTrue(keys.options().isPresent());
        return keys;
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, java.time.ZoneOffset.UTC);
    }
}
