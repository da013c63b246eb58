package dev.berth.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Containers;
import dev.berth.topology.ProbeWorkspace;
import dev.berth.topology.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One {@code kill -9} of a program that holds everything, with a session at each point of its life; one restart. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProgramKilledIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private final SlowRegistry registry = new SlowRegistry();
    private Program program;
    private BerthClient client;
    private String running;
    private String runningContainer;
    private String vanished;
    private String connecting;
    private String connectingContainer;
    private String pulling;
    private String begun;
    private String orphan;
    private String orphanNetwork;

    @BeforeAll
    void killAndRestart() throws Exception {
        program = Program.in(directory, "all")
                .with("agent-network-pool", "0")
                .with("session-per-user", "20")
                .start();
        client = program.administrator();
        running = client.launch(client.demoWorkspace());
        var quick = ProbeWorkspace.quick(client);
        vanished = client.launch(quick);
        client.session(running, "running");
        client.session(vanished, "running");
        pulling = client.launch(ProbeWorkspace.pulled(client, registry.image()));
        Await.until("the registry is asked", PATIENCE, registry::wasAsked);
        connecting = client.launch(ProbeWorkspace.late(client, 20));
        Await.until("the container runs", PATIENCE, () -> step(connecting).equals("connecting"));
        Await.until("the step is told", PATIENCE, () -> step(pulling).equals("pulling"));
        runningContainer = Containers.of(running);
        connectingContainer = Containers.of(connecting);
        begun = client.launch(quick);
        program.kill();
        whileDead();
        program.start();
        registry.answer();
        client = program.client();
        client.signIn("admin", BerthClient.PASSWORD);
    }

    /** The engine is not asked by us alone. */
    private void whileDead() throws Exception {
        Containers.docker("rm", "-f", Containers.of(vanished));
        var node = "dev.berth.node="
                + Files.readString(program.dataDirectory().resolve("node-id")).strip();
        orphanNetwork = "bth" + UUID.randomUUID().toString().substring(0, 8);
        Containers.docker("network", "create", "--label", node, "--subnet", "198.19.255.240/29", orphanNetwork);
        // it lacks the labels of its stream, as another version's might: nobody must stumble over it
        var session = "dev.berth.session=" + UUID.randomUUID();
        orphan = Containers.docker(
                "run",
                "-d",
                "--label",
                node,
                "--label",
                session,
                "--label",
                "dev.berth.incarnation=1",
                ProbeWorkspace.IMAGE,
                "sleep",
                "3600");
    }

    @AfterAll
    void stop() {
        registry.close();
        program.close(); // with all that bears the label of its node
    }

    private String step(String session) {
        return client.get("/api/sessions/" + session)
                .body()
                .path("progress")
                .path("step")
                .asText();
    }

    @Test
    @Order(1)
    void aRunningSessionIsAdoptedWithItsContainer() {
        client.session(running, "running");
        assertEquals(runningContainer, Containers.of(running));
        try (var stream = DesktopStream.open(client, running)) {
            stream.picture();
        }
    }

    @Test
    @Order(2)
    void aLaunchThatWaitedForItsStreamGoesOnWithItsContainer() {
        client.session(connecting, "running");
        assertEquals(connectingContainer, Containers.of(connecting));
    }

    @Test
    @Order(2)
    void aLaunchThatHadJustBegunRuns() {
        client.session(begun, "running");
        assertNotEquals("", Containers.of(begun));
    }

    @Test
    @Order(2)
    void aLaunchThatWasPullingPullsAgainAndEndsWithTheReason() {
        var ended = client.session(pulling, "ended");
        assertEquals("launch-failed", ended.path("endReason").asText());
        assertFalse(ended.path("endDetail").asText().isBlank(), ended.toString());
        assertEquals("", Containers.of(pulling));
    }

    @Test
    @Order(2)
    void aSessionWhoseContainerIsGoneEndsAsLost() {
        var ended = client.session(vanished, "ended");
        assertEquals("container-lost", ended.path("endReason").asText());
    }

    @Test
    @Order(3)
    void aContainerAndANetworkWithoutASessionAreRemoved() {
        Await.until(
                "the orphan is gone",
                PATIENCE,
                () -> Containers.docker("ps", "-aq", "--no-trunc").lines().noneMatch(orphan::equals));
        Await.until(
                "its network is gone",
                PATIENCE,
                () -> Containers.docker("network", "ls", "-q", "--filter", "name=" + orphanNetwork)
                        .isEmpty());
    }

    @Test
    @Order(4)
    void anAdoptedSessionCanBeEndedAndNothingIsLeft() {
        for (var session : new String[] {running, connecting, begun}) {
            client.delete("/api/sessions/" + session).expect(202);
        }
        for (var session : new String[] {running, connecting, begun}) {
            assertEquals(
                    "ended-by-user",
                    client.session(session, "ended").path("endReason").asText());
            assertEquals("", Containers.of(session));
        }
        var node = client.get("/api/admin/nodes").expect(200).body().get(0);
        assertEquals(0, node.path("reservedMemoryBytes").asLong(), node.toString());
        assertEquals(0, node.path("reservedCores").asDouble(), 1e-6, node.toString());
        assertEquals(0, node.path("liveSessions").asInt(), node.toString());
    }
}
