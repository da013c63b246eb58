package dev.berth.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Containers;
import dev.berth.topology.Deployment;
import dev.berth.topology.ProbeWorkspace;
import dev.berth.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Agents on their own (RA2): what they share, and what the death of one, and of the web app, does to the other. */
@Isolated("its load and its deadlines of the product want the machine for themselves")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AgentDiesIT {
    private static final Duration END = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    private static Path directory;

    private final Map<String, String> sessions = new HashMap<>();
    private Deployment deployment;
    private BerthClient client;
    private String desktop;

    @BeforeAll
    void start() {
        deployment = Topology.RA2.start(directory);
        client = deployment.administrator();
        desktop = client.demoWorkspace();
        // one that has not told yet that it has the image comes after the other
        Await.until("each agent has a session", Duration.ofSeconds(120), this::bothHaveOne);
    }

    private boolean bothHaveOne() {
        var id = client.launch(desktop);
        var surplus = sessions.put(client.session(id, "running").path("node").asText(), id);
        if (surplus != null) {
            client.delete("/api/sessions/" + surplus).expect(202);
            client.session(surplus, "ended");
        }
        return sessions.size() == 2;
    }

    @AfterAll
    void stop() {
        deployment.close();
    }

    @Test
    @Order(1)
    void aSignOutCutsTheStreamAtAnAgent() {
        var ada = deployment.front().user(client, "ada");
        var id = ada.launch(desktop);
        ada.session(id, "running");
        try (var stream = DesktopStream.open(ada, id)) {
            stream.picture();
            long begun = System.nanoTime();
            ada.post("/api/logout", Map.of());
            Await.until("the stream is cut", END, () -> stream.ended() != null);
            System.out.printf(
                    "measured: a stream at a remote agent is cut %d ms after the sign-out (%s)%n",
                    Duration.ofNanos(System.nanoTime() - begun).toMillis(), stream.ended());
        }
        client.delete("/api/sessions/" + id).expect(202);
    }

    @Test
    @Order(2)
    void onlyTheSessionsOfADeadAgentEnd() {
        var lost = sessions.get("agent-1");
        var kept = sessions.get("agent-2");
        try (var broken = DesktopStream.open(client, lost);
                var stream = DesktopStream.open(client, kept)) {
            broken.picture();
            stream.picture();
            deployment.node("agent-1").kill();
            long begun = System.nanoTime();
            Await.until("the stream of the dead agent ends", END, () -> broken.ended() != null);
            stream.picture();
            Await.until("its session ends", END, () -> state(lost).equals("ended"));
            System.out.printf(
                    "measured: the session of a killed agent has ended after %d ms%n",
                    Duration.ofNanos(System.nanoTime() - begun).toMillis());
            var ended = client.get("/api/sessions/" + lost).body();
            assertEquals("node-lost", ended.path("endReason").asText());
            assertTrue(ended.path("endDetail").asText().contains("agent-1"), ended.toString());
            assertEquals("missing", deployment.view("agent-1").path("state").asText());

            var fresh = client.impatient().launch(desktop);
            assertEquals(
                    "agent-2", client.session(fresh, "running").path("node").asText());
            client.delete("/api/sessions/" + fresh).expect(202);
            stream.picture();
            assertNull(stream.ended());
        }
        assertEquals("running", state(kept));
    }

    @Test
    @Order(3)
    void anAgentThatComesBackRemovesWhatIsLeft() {
        var left = Containers.of(sessions.get("agent-1"));
        assertNotEquals("", left, "its container has outlived the agent");
        deployment.node("agent-1").start();
        deployment.awaitState("agent-1", "ready");
        Await.until(
                "the container is gone",
                SOON,
                () -> Containers.of(sessions.get("agent-1")).isEmpty());
        assertEquals("running", state(sessions.get("agent-2")));
        assertFalse(Containers.of(sessions.get("agent-2")).isEmpty());
        // a session that was being removed when the agent died is asked for again now and then
        Await.until(
                "nothing is reserved on it",
                SOON,
                () -> deployment.view("agent-1").path("reservedMemoryBytes").asLong(0) == 0);
    }

    @Test
    @Order(4)
    void anAgentThatWasCutOffIsToldTheSameWithoutARestart() {
        var lost = launchOn("agent-1");
        var agent = deployment.node("agent-1");
        try (var stream = DesktopStream.open(client, lost)) {
            stream.picture();
            agent.signal("STOP");
            // it hangs and answers nothing, which is worse than being dead
            Await.until("its session ends", SOON, () -> state(lost).equals("ended"));
            Await.until("its stream is cut", SOON, () -> stream.ended() != null);
            assertNotEquals("", Containers.of(lost));
        } finally {
            agent.signal("CONT");
        }
        Await.until("the container is gone", SOON, () -> Containers.of(lost).isEmpty());
        deployment.awaitState("agent-1", "ready");
        assertEquals("running", state(sessions.get("agent-2")));
    }

    /** Launches until one lands there, which needs that it has told that it has the image; the others are ended again. */
    private String launchOn(String node) {
        return Await.value("something lands on " + node, SOON, () -> {
            var id = client.launch(desktop);
            if (client.session(id, "running").path("node").asText().equals(node)) {
                return id;
            }
            client.delete("/api/sessions/" + id).expect(202);
            client.session(id, "ended");
            return null;
        });
    }

    @Test
    @Order(5)
    void aLaunchWhoseWebAppDiesIsTakenUp() {
        var quick = client.launch(ProbeWorkspace.late(client, 20));
        Await.until("the container runs", SOON, () -> step(quick).equals("connecting"));
        var container = Containers.of(quick);
        deployment.front().kill();
        deployment.front().start();
        client.signIn("admin", BerthClient.PASSWORD);
        client.session(quick, "running");
        assertEquals(container, Containers.of(quick));
        try (var stream = DesktopStream.open(client, sessions.get("agent-2"))) {
            stream.picture();
        }
        client.delete("/api/sessions/" + quick).expect(202);
        client.session(quick, "ended");
        assertEquals("", Containers.of(quick));
    }

    private String state(String session) {
        return client.get("/api/sessions/" + session).body().path("state").asText();
    }

    private String step(String session) {
        return client.get("/api/sessions/" + session)
                .body()
                .path("progress")
                .path("step")
                .asText();
    }
}
