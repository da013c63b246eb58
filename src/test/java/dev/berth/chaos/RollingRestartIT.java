package dev.berth.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.topology.Await;
import dev.berth.topology.Balancer;
import dev.berth.topology.BerthClient;
import dev.berth.topology.ProbeWorkspace;
import dev.berth.topology.Program;
import dev.berth.topology.WebApps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Three web apps behind a real HAProxy, restarted and killed under load; the agent is a process of its own. */
@Isolated("its load and its deadlines of the product want the machine for themselves")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RollingRestartIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WEB_APPS = 3;

    @TempDir
    private static Path directory;

    private WebApps apps;
    private Program agent;
    private Balancer balancer;
    private BerthClient administrator;
    /** Whoever must not notice anything. */
    private BerthClient visitor;

    private String quick;

    @BeforeAll
    void start() {
        apps = new WebApps(directory);
        for (int i = 0; i < WEB_APPS; i++) {
            relaxed(apps.add("web" + i, WebApps.ROLES));
        }
        // reaches nobody's browser: it is not behind the balancer
        agent = relaxed(apps.add("agent", "web-app,agent"));
        apps.startTogether();
        balancer = new Balancer(directory, behind());
        administrator = apps.printer().administrator().at(balancer.port());
        visitor = administrator.impatient();
        quick = ProbeWorkspace.quick(administrator);
    }

    private static Program relaxed(Program program) {
        return program.with("login-attempts-per-minute", "100000")
                .with("session-per-user", "50")
                .without("drain-notice");
    }

    private List<Program> behind() {
        return IntStream.range(0, WEB_APPS).mapToObj(apps::get).toList();
    }

    @AfterAll
    void stop() {
        balancer.close();
        apps.close();
    }

    @Test
    @Order(1)
    void nobodyNoticesThatEachWebAppIsRestartedInTurn() {
        var desktop = administrator.launch(administrator.demoWorkspace());
        administrator.session(desktop, "running");
        try (var load = new Load()) {
            load.watch(visitor, desktop);
            for (int i = 0; i < 2; i++) {
                load.repeat(
                        "reads",
                        Duration.ofMillis(30),
                        () -> () -> visitor.get("/api/workspaces").expect(200));
            }
            load.repeat(
                    "sign-ins",
                    Duration.ofMillis(300),
                    () -> () -> balancer.client().impatient().signIn("admin", BerthClient.PASSWORD));
            load.repeat("launches", Duration.ofMillis(500), () -> this::launchAndEnd);
            Await.until("everybody is at work", PATIENCE, () -> load.done("launches") > 0 && load.done("reads") > 20);
            for (var app : behind()) {
                assertEquals(Program.STOPPED_BY_SIGNAL, app.stop());
                app.start();
                balancer.awaitAll();
            }
            long launches = load.done("launches");
            Await.until("it goes on", PATIENCE, () -> load.done("launches") > launches);
            load.close();
            assertTrue(load.failures().isEmpty(), () -> String.join("\n", load.failures()));
        }
        administrator.delete("/api/sessions/" + desktop).expect(202);
    }

    private void launchAndEnd() {
        var id = visitor.launch(quick);
        untilIn(id, "running");
        visitor.delete("/api/sessions/" + id).expect(202);
        untilIn(id, "ended");
    }

    /** No answer may be another than 200. */
    private void untilIn(String id, String state) {
        Await.until(
                "session " + id + " is " + state,
                PATIENCE,
                () -> visitor.read("/api/sessions/" + id).path("state").asText().equals(state));
    }

    @Test
    @Order(2)
    void aLaunchWhoseWebAppIsKilledInTheMiddleIsCompletedByAnother() {
        var late = ProbeWorkspace.late(administrator, 20);
        var first = apps.get(0);
        var id = administrator.at(first.port()).launch(late);
        var other = administrator.at(apps.get(1).port());
        other.session(id, "starting");
        long killed = System.nanoTime();
        first.kill();
        other.session(id, "running");
        System.out.printf(
                "measured: a launch of 20 s whose web app was killed runs %d ms after the kill%n",
                Duration.ofNanos(System.nanoTime() - killed).toMillis());
        other.delete("/api/sessions/" + id).expect(202);
        other.session(id, "ended");
        first.start();
    }

    @Test
    @Order(3)
    void aDrainedAgentKeepsItsSessionsUntilTheDeadlineAndComesBack() {
        var id = administrator.launch(quick);
        administrator.session(id, "running");
        var node = node("agent");
        administrator
                .post("/api/admin/nodes/" + node + "/drain", Map.of("deadlineSeconds", 30, "move", true))
                .expect(200);
        var refused = administrator.post("/api/sessions", Map.of("workspaceId", quick));
        assertEquals(503, refused.status(), refused.toString());
        assertEquals("no-capacity", refused.code());
        Await.until("it says so itself", PATIENCE, () -> agent.client().health() == 503);
        administrator.session(id, "running");
        assertEquals(
                "node-drained",
                administrator.session(id, "ended").path("endReason").asText());
        Await.until(
                "nothing is left",
                PATIENCE,
                () -> !view("agent").path("drain").path("drainedAt").isMissingNode());
        administrator.delete("/api/admin/nodes/" + node + "/drain").expect(204);
        Await.until(
                "it serves again",
                PATIENCE,
                () -> view("agent").path("state").asText().equals("ready"));
        agent.client().awaitHealth();
        var again = administrator.launch(quick);
        administrator.session(again, "running");
        administrator.delete("/api/sessions/" + again).expect(202);
    }

    private String node(String name) {
        return view(name).path("id").asText();
    }

    private com.fasterxml.jackson.databind.JsonNode view(String name) {
        for (var node : administrator.get("/api/admin/nodes").expect(200).body()) {
            if (node.path("name").asText().equals(name)) {
                return node;
            }
        }
        throw new AssertionError("no node " + name);
    }
}
