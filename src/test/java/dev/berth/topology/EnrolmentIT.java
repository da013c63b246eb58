package dev.berth.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Nodes join a control plane by a token, prove that they can be reached, and stay certified. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnrolmentIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private Program control;
    private Joining joining;

    @BeforeAll
    void start() {
        control = Program.in(directory.resolve("control"), "web-app,database").start();
        joining = Joining.of(control);
    }

    @AfterAll
    void stop() {
        control.close();
    }

    private static void says(Program node, String text) {
        Await.until("it says: " + text, PATIENCE, () -> node.errors().contains(text));
    }

    private static int readiness(Program node) {
        return node.client().get("/q/health/ready").status();
    }

    @Test
    void aNodeJoinsByItsTokenAndStaysAMemberWithoutIt() throws IOException {
        var made = joining.enrolment("zone-proxy", "default");
        assertTrue(
                made.path("command").asText().contains("--roles=zone-proxy --zone=default --upstream=https://"),
                made.toString());
        try (var node = joining.node(directory.resolve("joins"), "zone-proxy")
                .environment("BERTH_JOIN_TOKEN", made.path("token").asText())) {
            node.start();
            var seen = joining.state(node, "ready");
            assertTrue(seen.path("reach").path("ok").asBoolean(), seen.toString());
            assertTrue(Instant.parse(seen.path("certificateExpiresAt").asText())
                    .isAfter(Instant.now().plus(Duration.ofDays(29))));
            assertEquals("zone-proxy", seen.path("roles").get(0).asText());
            Await.until("the node is ready", PATIENCE, () -> readiness(node) == 200);
            var key = node.dataDirectory().resolve("identity/key.pem");
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
            assertFalse(node.errors().contains(made.path("token").asText()), "the token is in the log");
            joining.audited("enrolment.made", made.path("id").asText());
            joining.audited("node.enrolled", Joining.id(node));
            joining.audited("node.joined", Joining.id(node));
            var used =
                    joining
                            .administrator()
                            .get("/api/admin/enrolments")
                            .expect(200)
                            .body()
                            .findParents("usedBy")
                            .stream()
                            .filter(each -> each.path("id").equals(made.path("id")))
                            .findFirst()
                            .orElseThrow();
            assertEquals(Joining.id(node), used.path("usedBy").asText());
            assertFalse(used.hasNonNull("token"), "the token is told once");

            node.stop();
            node.environment("BERTH_JOIN_TOKEN", "").start();
            Await.until("it is ready again without a token", PATIENCE, () -> readiness(node) == 200);
        }
    }

    @Test
    void aNodeThatCannotBeReachedIsPendingAndBothSidesSayWhichAddressFailed() {
        var nowhere = "https://127.0.0.1:" + Program.freePort();
        try (var node = joining.joining(directory.resolve("far"), "zone-proxy")) {
            node.with("advertised-address", nowhere).start();
            var seen = Await.value(
                    "a failure",
                    PATIENCE,
                    () -> joining.seen(node)
                            .filter(each -> each.path("reach").hasNonNull("detail"))
                            .orElse(null));
            assertEquals("pending", seen.path("state").asText());
            var detail = seen.path("reach").path("detail").asText();
            assertTrue(detail.contains(nowhere), detail);
            assertTrue(detail.contains("refused"), detail);
            assertTrue(detail.contains("tried from the web app"), detail);
            says(node, nowhere);
            assertEquals(503, readiness(node));

            node.stop();
            node.with("advertised-address", node.client().base()).start();
            joining.state(node, "ready");
            Await.until("the node is ready", PATIENCE, () -> readiness(node) == 200);
        }
    }

    @Test
    void anAdministratorEnablesNodesWhereThatIsTheRule() {
        var settings = Map.of("autoEnable", false, "missingAfterSeconds", 12, "deadAfterSeconds", 600);
        joining.administrator().put("/api/admin/settings/nodes", settings).expect(200);
        try (var node = joining.joining(directory.resolve("enabled"), "zone-proxy")) {
            // web apps look at the settings every two seconds
            Await.until(
                    "the setting is read",
                    PATIENCE,
                    () -> !joining.administrator()
                            .get("/api/admin/settings/nodes")
                            .body()
                            .path("autoEnable")
                            .asBoolean());
            node.start();
            joining.state(node, "disabled");
            says(node, "is disabled");
            joining.administrator()
                    .patch("/api/admin/nodes/" + Joining.id(node), Map.of("enabled", true))
                    .expect(204);
            joining.state(node, "ready");
        } finally {
            joining.administrator()
                    .put(
                            "/api/admin/settings/nodes",
                            Map.of("autoEnable", true, "missingAfterSeconds", 12, "deadAfterSeconds", 600))
                    .expect(200);
        }
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        for (var wrong : List.of(
                Map.of("autoEnable", true, "missingAfterSeconds", 1, "deadAfterSeconds", 600),
                Map.of("autoEnable", true, "missingAfterSeconds", 60, "deadAfterSeconds", 30),
                Map.of("autoEnable", true))) {
            joining.administrator().put("/api/admin/settings/nodes", wrong).expect(400);
        }
        for (var wrong : List.of(
                Map.of("roles", List.of("web-app"), "zone", "default"),
                Map.of("roles", List.of("agnet"), "zone", "default"),
                Map.of("roles", List.of(), "zone", "default"),
                Map.of("roles", List.of("agent"), "zone", "no zone"),
                Map.of("roles", List.of("agent"), "zone", "default", "validSeconds", 0))) {
            joining.administrator().post("/api/admin/enrolments", wrong).expect(400);
        }
    }

    @Test
    void certificatesAreRenewedWithoutARestartAndAnExpiredNodeJoinsAgainAsItself() throws Exception {
        try (var brief = Program.in(directory.resolve("brief"), "web-app,database")
                .with("nodes-certificate-lifetime", "45s")
                .start()) {
            var there = Joining.of(brief);
            try (var node = there.joining(directory.resolve("renewed"), "zone-proxy")) {
                node.start();
                there.state(node, "ready");
                var id = Joining.id(node);
                var first = shown(node);
                Await.until(
                        "another certificate is shown",
                        PATIENCE,
                        () -> !shown(node).equals(first));
                assertNotEquals(first.getSerialNumber(), shown(node).getSerialNumber());
                there.state(node, "ready");
                there.administrator().get("/api/admin/nodes").expect(200);

                node.stop();
                var certificate = shownFile(node);
                Await.until(
                        "the certificate expires",
                        PATIENCE,
                        () -> certificate.getNotAfter().toInstant().isBefore(Instant.now()));
                node.start();
                assertTrue(node.output().contains("expired"), node.output());
                assertEquals(503, readiness(node));
                node.stop();

                node.environment("BERTH_JOIN_TOKEN", there.token("zone-proxy")).start();
                there.state(node, "ready");
                assertEquals(id, Joining.id(node));
            }
        }
    }

    private static X509Certificate shownFile(Program node) {
        try (var in = Files.newInputStream(node.dataDirectory().resolve("identity/certificate.pem"))) {
            return (X509Certificate)
                    java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate shown(Program node) {
        var address = URI.create(node.client().base());
        try (var socket = (SSLSocket)
                BerthClient.trusting().getSocketFactory().createSocket(address.getHost(), address.getPort())) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
