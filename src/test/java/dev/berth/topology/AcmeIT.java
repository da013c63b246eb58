package dev.berth.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Nodes that order their public certificate from a real ACME server. */
@Execution(ExecutionMode.CONCURRENT)
class AcmeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration SHORT = Duration.ofSeconds(12);
    private static final Duration LONG = Duration.ofDays(90);
    private static final String NAME = "proxy-1.berth.test";
    private static final Pattern FAILURES = Pattern.compile("\nberth_acme_failures\\{[^}]*} ([0-9.]+)");

    @TempDir
    private Path directory;

    private Program node(Pebble pebble, String roles) {
        return Program.in(directory.resolve("node"), roles)
                .with("acme-directory", pebble.address())
                .with("acme-ca", pebble.authority().toString())
                .with("acme-names", NAME)
                .with("acme-contact", "admin@example.org")
                .with("acme-agree-terms", "true");
    }

    /** What a browser that asks for the name is shown. */
    private static X509Certificate shown(int port, String name) {
        try (var socket = (SSLSocket) BerthClient.trusting().getSocketFactory().createSocket("127.0.0.1", port)) {
            var parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isGiven(X509Certificate shown) {
        return shown.getIssuerX500Principal().getName().contains("Pebble");
    }

    private static boolean isGiven(int port) {
        return isGiven(shown(port, NAME));
    }

    /** Of one handshake: between two the certificate may be another one, as the node's own when a short one is over. */
    private static boolean isGiven(int port, Predicate<X509Certificate> what) {
        var shown = shown(port, NAME);
        return isGiven(shown) && what.test(shown);
    }

    private static BigInteger serial(int port) {
        return shown(port, NAME).getSerialNumber();
    }

    private static double failures(Program node) {
        var metrics = node.client().get("/q/metrics").expect(200).raw().body();
        var found = FAILURES.matcher(metrics);
        assertTrue(found.find(), metrics);
        return Double.parseDouble(found.group(1));
    }

    /** A zone proxy, from a server that is down to a restart with what it has. */
    @Test
    void aNodeOrdersRenewsAndKeepsItsCertificate() throws IOException {
        try (var pebble = new Pebble(Files.createDirectories(directory.resolve("pebble")));
                var node = node(pebble, "zone-proxy").launch()) {
            Await.until(
                    "it says that nobody answers", PATIENCE, () -> node.errors().contains("cannot be reached"));
            assertFalse(isGiven(node.port()));
            Await.until("the metric counts it", PATIENCE, () -> failures(node) >= 1);

            pebble.start(node.port(), SHORT, false);
            Await.until("it shows the certificate", PATIENCE, () -> isGiven(node.port()));
            Await.until("so does its session port", PATIENCE, () -> isGiven(node.sessionPort()));
            assertFalse(shown(node.port(), "another.berth.test")
                    .getIssuerX500Principal()
                    .getName()
                    .contains("Pebble"));
            var first = serial(node.port());
            Await.until(
                    "it shows the next one",
                    PATIENCE,
                    () -> isGiven(node.port(), shown -> !shown.getSerialNumber().equals(first)));

            // one that has lost its memory: a new account, and certificates that last
            pebble.stop();
            pebble.start(node.port(), LONG, false);
            Await.until(
                    "it shows one that lasts",
                    PATIENCE,
                    () -> isGiven(
                            node.port(),
                            shown -> shown.getNotAfter()
                                    .toInstant()
                                    .isAfter(Instant.now().plus(Duration.ofDays(1)))));
            Await.until("nothing is wrong any more", PATIENCE, () -> failures(node) == 0);
            var lasting = serial(node.port());
            assertEquals(Set.of("rw-------"), permissions(node.dataDirectory().resolve("acme")));
            long issued = pebble.issued();
            assertNotEquals(0, issued, pebble.said());

            node.stop();
            node.launch();
            Await.until("it has read what it has", PATIENCE, () -> node.errors().contains("will be renewed at"));
            Await.until("it shows it", PATIENCE, () -> answers(node));
            assertEquals(lasting, serial(node.port()));
            assertEquals(issued, pebble.issued(), pebble.said());
        }
    }

    private static boolean answers(Program node) {
        try {
            return isGiven(node.port());
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static Set<String> permissions(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> {
                        try {
                            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .collect(Collectors.toSet());
        }
    }

    /** The question goes to another node, as behind a balancer that spreads one name over many. */
    @Test
    void aRefusalIsNamedInTheConsole() throws IOException {
        try (var pebble = new Pebble(Files.createDirectories(directory.resolve("pebble")));
                var other = new ServerSocket(0)) {
            pebble.start(other.getLocalPort(), LONG, true);
            other.close();
            try (var node = node(pebble, "web-app,database,zone-proxy")
                    .with("acme-key-id", Pebble.KEY_ID)
                    .environment("BERTH_ACME_MAC_KEY", Pebble.MAC_KEY)
                    .start()) {
                var administrator = node.administrator();
                Await.until(
                        "the console names the refusal",
                        PATIENCE,
                        () -> administrator
                                .get("/api/admin/nodes")
                                .expect(200)
                                .raw()
                                .body()
                                .contains("does not believe that " + NAME + " is this node's"));
                var said = administrator.get("/api/admin/nodes").raw().body();
                assertTrue(said.contains("nodes that share a name behind a balancer need certificate files"), said);
                assertTrue(failures(node) >= 1);
                assertFalse(node.errors().contains(Pebble.MAC_KEY));
            }
        }
    }
}
