package dev.berth.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.control.identity.TestDeployment;
import dev.berth.node.NodeAuth;
import dev.berth.node.identity.StolenIdentity;
import dev.berth.node.identity.TestNode;
import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Joining;
import dev.berth.topology.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Identities, keys and tokens of nodes in wrong hands: everything is refused, and stands in the audit trail. Side by side,
 * since most of the time is waiting.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class StolenThingsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CHECK_IN = "/internal/control/check-in";

    @TempDir
    private static Path directory;

    private Program control;
    private Joining joining;
    private Program proxy;
    private Program agent;

    @BeforeAll
    void start() {
        control = Program.in(directory.resolve("control"), "web-app,database")
                .with("nodes-certificate-lifetime", "10m")
                .start();
        joining = Joining.of(control);
        proxy = joining.joining(directory.resolve("proxy"), "zone-proxy").start();
        agent = joining.joining(directory.resolve("agent"), "agent").start();
        joining.state(proxy, "ready");
        joining.state(agent, "ready");
    }

    @AfterAll
    void stop() {
        agent.close();
        proxy.close();
        control.close();
    }

    private static BerthClient.Answer call(Program receiver, String path, byte[] body, String signature) {
        var client = receiver.client();
        return client.send(HttpRequest.newBuilder(URI.create(client.base() + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header(NodeAuth.HEADER, signature)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private BerthClient.Answer checkIn(byte[] body, String signature) {
        return call(control, CHECK_IN, body, signature);
    }

    private void refused(BerthClient.Answer answer, int status, String why) {
        answer.expect(status);
        assertTrue(answer.detail().contains(why), answer.detail());
    }

    private JsonNode row(Program node) {
        return joining.seen(node).orElseThrow();
    }

    @Test
    void aZoneProxysIdentityUsedAsAnAgent() {
        var thief = new StolenIdentity(proxy.dataDirectory());
        var asAgent = StolenIdentity.report(thief.id(), "default", "agent");
        refused(checkIn(asAgent, thief.forControl(CHECK_IN, asAgent)), 403, "joined with the roles zone-proxy");
        joining.audited("node.call.refused", "joined with the roles zone-proxy");
        assertEquals("zone-proxy", row(proxy).path("roles").get(0).asText());

        var victim = UUID.fromString(Joining.id(agent));
        var asVictim = StolenIdentity.report(victim, "default", "agent");
        refused(checkIn(asVictim, thief.forControl(CHECK_IN, asVictim)), 403, "may speak for itself only");
        joining.audited("node.call.refused", "may speak for itself only");

        // nobody but a web app gives orders to an agent
        var end = "{\"sessionId\":\"%s\"}".formatted(UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        var signature = thief.sign(victim.toString(), "/internal/agent/end", end);
        refused(call(agent, "/internal/agent/end", end, signature), 403, "web-app");
        Await.until("the agent says so", PATIENCE, () -> agent.errors().contains("was refused"));
    }

    @Test
    void anAgentsIdentityForAnotherZone() {
        var thief = new StolenIdentity(agent.dataDirectory());
        var elsewhere = StolenIdentity.report(thief.id(), "east", "agent");
        refused(checkIn(elsewhere, thief.forControl(CHECK_IN, elsewhere)), 403, "joined zone default");
        joining.audited("node.call.refused", "joined zone default");
        assertEquals("default", row(agent).path("zone").asText());
    }

    @Test
    void aReplayedEnrolmentToken() {
        var token = joining.token("zone-proxy");
        try (var first = joining.node(directory.resolve("first"), "zone-proxy").environment("BERTH_JOIN_TOKEN", token);
                var second = joining.node(directory.resolve("second"), "zone-proxy")
                        .environment("BERTH_JOIN_TOKEN", token)) {
            first.start();
            joining.state(first, "ready");
            second.start();
            Await.until("it is told", PATIENCE, () -> second.errors().contains("This join token was used"));
            second.client().get("/q/health/ready").expect(503);
            joining.audited("node.call.refused", Joining.id(second));
            assertTrue(joining.seen(second).isEmpty(), "it is registered");
        }
    }

    @Test
    void aTokenForAnotherZoneOrRole() {
        try (var elsewhere = joining.node(directory.resolve("elsewhere"), "zone-proxy")
                        .environment(
                                "BERTH_JOIN_TOKEN",
                                joining.enrolment("zone-proxy", "east")
                                        .path("token")
                                        .asText());
                var more = joining.node(directory.resolve("more"), "zone-proxy,connection-proxy")
                        .environment("BERTH_JOIN_TOKEN", joining.token("zone-proxy"))) {
            elsewhere.start();
            more.start();
            Await.until("it is told", PATIENCE, () -> elsewhere.errors().contains("The token is for zone east"));
            Await.until("it is told", PATIENCE, () -> more.errors().contains("The token is for the roles zone-proxy"));
            joining.audited("node.call.refused", Joining.id(elsewhere));
            joining.audited("node.call.refused", Joining.id(more));
            assertTrue(joining.seen(elsewhere).isEmpty());
            assertTrue(joining.seen(more).isEmpty());
        }
    }

    @Test
    void anExpiredToken() {
        var made = joining.administrator()
                .post(
                        "/api/admin/enrolments",
                        Map.of("roles", new String[] {"zone-proxy"}, "zone", "default", "validSeconds", 1))
                .expect(201)
                .body();
        Await.until(
                "it expires",
                PATIENCE,
                () -> Instant.parse(made.path("expiresAt").asText())
                        .isBefore(Instant.now().minusSeconds(1)));
        try (var node = joining.node(directory.resolve("late"), "zone-proxy")
                .environment("BERTH_JOIN_TOKEN", made.path("token").asText())) {
            node.start();
            Await.until("it is told", PATIENCE, () -> node.errors().contains("This join token"));
            assertTrue(joining.seen(node).isEmpty());
            node.client().get("/q/health/ready").expect(503);
        }
    }

    @Test
    void theIdOfALivingNodeWithAnotherKey() throws IOException {
        var data = directory.resolve("twin/data");
        Files.createDirectories(data);
        Files.writeString(data.resolve("node-id"), Joining.id(proxy) + "\n");
        try (var twin = joining.joining(directory.resolve("twin"), "zone-proxy")) {
            twin.start();
            Await.until("it is told", PATIENCE, () -> twin.errors().contains("Another key belongs to the node"));
            joining.audited("node.call.refused", "Another key belongs to the node");
            assertEquals("ready", joining.state(proxy, "ready").path("state").asText());
        }
    }

    @Test
    void aRevokedNode() {
        try (var node = joining.joining(directory.resolve("revoked"), "zone-proxy")) {
            node.start();
            joining.state(node, "ready");
            var id = UUID.fromString(Joining.id(node));
            var thief = new StolenIdentity(node.dataDirectory());
            var body = StolenIdentity.report(id, "default", "zone-proxy");
            checkIn(body, thief.forControl(CHECK_IN, body)).expect(200);

            joining.administrator()
                    .post("/api/admin/nodes/" + id + "/revoke", Map.of())
                    .expect(204);
            refused(checkIn(body, thief.forControl(CHECK_IN, body)), 401, "the node was revoked");
            joining.state(node, "revoked");
            joining.audited("node.revoked", id.toString());
            joining.audited("node.call.refused", "revoked");
            Await.until("the node is told", PATIENCE, () -> node.errors().contains("the node was revoked"));

            joining.administrator().delete("/api/admin/nodes/" + id).expect(204);
            refused(checkIn(body, thief.forControl(CHECK_IN, body)), 401, "the node was revoked");
            assertTrue(joining.seen(node).isEmpty(), "it is still registered");

            node.stop();
            node.environment("BERTH_JOIN_TOKEN", joining.token("zone-proxy")).start();
            joining.state(node, "ready");
            assertEquals(id.toString(), Joining.id(node));
            refused(checkIn(body, thief.forControl(CHECK_IN, body)), 401, "the node was revoked");
        }
    }

    @Test
    void anExpiredCertificate() {
        try (var brief = Program.in(directory.resolve("brief"), "web-app,database")
                .with("nodes-certificate-lifetime", "20s")
                .start()) {
            var there = Joining.of(brief);
            try (var node = there.joining(directory.resolve("expired"), "zone-proxy")) {
                node.start();
                there.state(node, "ready");
                node.stop();
            }
            var thief = new StolenIdentity(directory.resolve("expired/data"));
            var body = StolenIdentity.report(thief.id(), "default", "zone-proxy");
            Await.until(
                    "it is refused",
                    PATIENCE,
                    () -> call(brief, CHECK_IN, body, thief.forControl(CHECK_IN, body))
                                    .status()
                            == 401);
            refused(call(brief, CHECK_IN, body, thief.forControl(CHECK_IN, body)), 401, "its certificate expired");
            there.audited("node.call.refused", "its certificate expired");
            var renew = "{}".getBytes(StandardCharsets.UTF_8);
            var path = "/internal/control/renew";
            refused(call(brief, path, renew, thief.forControl(path, renew)), 401, "its certificate expired");
        }
    }

    @Test
    void aKeyOfAnotherAuthority() {
        var stranger = new TestNode("web-app").joins(new TestDeployment());
        var id = UUID.fromString(stranger.id());
        var body = StolenIdentity.report(id, "default", "web-app");
        var signature = stranger.calls.sign(NodeAuth.CONTROL, "POST", CHECK_IN, body);
        refused(checkIn(body, signature), 401, "not of this deployment");
        joining.audited("node.call.refused", "not of this deployment");
    }

    @Test
    void aSignatureForAnotherRequest() {
        var thief = new StolenIdentity(proxy.dataDirectory());
        var body = StolenIdentity.report(thief.id(), "default", "zone-proxy");
        var signature = thief.forControl(CHECK_IN, body);
        checkIn(body, signature).expect(200);
        var tampered = StolenIdentity.report(thief.id(), "default", "zone-proxy", "agent");
        refused(checkIn(tampered, signature), 401, "another request");
        refused(call(control, CHECK_IN + "?x=1", body, signature), 401, "another request");
        refused(call(control, "/internal/control/authorize", body, signature), 401, "another request");
        refused(call(agent, "/internal/agent/running", body, signature), 401, "another receiver");
        joining.audited("node.call.refused", "another request");
    }

    @Test
    void aSignatureOfAnotherTime() {
        var thief = new StolenIdentity(proxy.dataDirectory());
        var body = StolenIdentity.report(thief.id(), "default", "zone-proxy");
        var old = thief.sign(NodeAuth.CONTROL, CHECK_IN, body, Duration.ofMinutes(-8));
        refused(checkIn(body, old), 401, "too old");
        var early = thief.sign(NodeAuth.CONTROL, CHECK_IN, body, Duration.ofMinutes(8));
        refused(checkIn(body, early), 401, "of the future");
        joining.audited("node.call.refused", "too old");
        checkIn(body, thief.sign(NodeAuth.CONTROL, CHECK_IN, body, Duration.ofMinutes(-4)))
                .expect(200);
        checkIn(body, thief.sign(NodeAuth.CONTROL, CHECK_IN, body, Duration.ofMinutes(4)))
                .expect(200);
    }
}
