package dev.berth.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Containers;
import dev.berth.topology.ProbeWorkspace;
import dev.berth.topology.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Pause, stop and resume by the API, on the packaged program with the real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionRestIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private Program program;
    private BerthClient client;

    @BeforeAll
    void start() {
        program = Program.in(directory, "all")
                .with("session-per-user", "20")
                .with("agent-halt-timeout", "1s")
                .with("agent-cpu-overcommit", "100")
                .start();
        client = program.administrator();
    }

    @AfterAll
    void stop() {
        program.close();
    }

    private BerthClient.Answer ask(String session, String action) {
        return client.post("/api/sessions/" + session + "/" + action, Map.of());
    }

    private String launched(String workspace) {
        var session = client.launch(workspace);
        client.session(session, "running");
        return session;
    }

    private static List<String> actions(JsonNode session) {
        return StreamSupport.stream(session.path("actions").spliterator(), false)
                .map(node -> node.asText())
                .toList();
    }

    @Test
    void aProcessSurvivesAPauseAndAFileSurvivesAStop() {
        var session = launched(client.demoWorkspace());
        assertEquals(List.of("pause", "stop", "end"), actions(client.session(session, "running")));
        Containers.exec(session, "sh", "-c", "echo kept > /tmp/letter; sleep 4000 & echo $! > /tmp/pid");
        try (var stream = DesktopStream.open(client, session)) {
            ask(session, "pause").expect(202);
            var paused = client.session(session, "paused");
            assertEquals(List.of("resume", "stop", "end"), actions(paused));
            Await.until("the stream hears why", PATIENCE, () -> stream.ended() != null);
            assertTrue(String.valueOf(stream.ended()).startsWith("4409 The session is paused"), stream.ended());
        }
        assertEquals("true", Containers.docker("inspect", "-f", "{{.State.Paused}}", Containers.of(session)));
        ask(session, "pause").expect(202);
        ask(session, "resume").expect(202);
        client.session(session, "running");
        assertEquals("alive", Containers.exec(session, "sh", "-c", "kill -0 $(cat /tmp/pid) && echo alive"));
        try (var stream = DesktopStream.open(client, session)) {
            stream.picture();
        }

        ask(session, "stop").expect(202);
        var stopped = client.session(session, "stopped");
        assertEquals(List.of("resume", "end"), actions(stopped));
        assertEquals("exited", Containers.docker("inspect", "-f", "{{.State.Status}}", Containers.of(session)));
        assertEquals("conflict", ask(session, "pause").expect(409).code());
        ask(session, "resume").expect(202);
        client.session(session, "running");
        assertEquals("kept", Containers.exec(session, "cat", "/tmp/letter"));
        try (var stream = DesktopStream.open(client, session)) {
            stream.picture();
        }
        var audit = client.get("/api/admin/audit").expect(200).raw().body();
        for (var action : List.of("session.pause", "session.stop", "session.resume")) {
            assertTrue(audit.contains("\"" + action + "\""), action);
        }
        client.delete("/api/sessions/" + session).expect(202);
        client.session(session, "ended");
    }

    @Test
    void aStoppedSessionGivesItsRoomBackAndStaysStoppedWhenThereIsNone() {
        var node = Await.value("the agent has told what it has", PATIENCE, () -> {
            var one = client.read("/api/admin/nodes").get(0);
            return one.path("memoryBytes").asLong() > 0 ? one : null;
        });
        long free = node.path("memoryBytes").asLong()
                - node.path("reservedMemoryBytes").asLong();
        var large = ProbeWorkspace.large(client, free * 3 / 5);
        var first = launched(large);
        assertEquals(
                503, client.post("/api/sessions", Map.of("workspaceId", large)).status());
        ask(first, "stop").expect(202);
        client.session(first, "stopped");
        var second = launched(large);
        var refused = ask(first, "resume").expect(503);
        assertEquals("no-capacity", refused.code());
        assertTrue(refused.detail().contains("stays stopped"), refused.detail());
        client.session(first, "stopped");
        client.delete("/api/sessions/" + second).expect(202);
        client.session(second, "ended");
        ask(first, "resume").expect(202);
        client.session(first, "running");
        ask(first, "stop").expect(202);
        client.session(first, "stopped");
        client.delete("/api/sessions/" + first).expect(202);
        client.session(first, "ended");
        var after = client.get("/api/admin/nodes").expect(200).body().get(0);
        assertEquals(
                node.path("memoryBytes").asLong() - free,
                after.path("reservedMemoryBytes").asLong());
    }

    @Test
    void aPausedSessionWhoseContainerDiesEndsWithTheReason() {
        var session = launched(ProbeWorkspace.named(client, "dies"));
        ask(session, "pause").expect(202);
        client.session(session, "paused");
        Containers.docker("stop", "-t", "0", Containers.of(session));
        var ended = client.session(session, "ended");
        assertEquals("container-lost", ended.path("endReason").asText());
        assertTrue(ended.path("endDetail").asText().startsWith("While it was paused"), ended.toString());
    }

    @Test
    void whatIsDoneToTheContainerBesidesIsPutRight() {
        var session = launched(ProbeWorkspace.named(client, "meddled"));
        ask(session, "stop").expect(202);
        client.session(session, "stopped");
        Containers.docker("start", Containers.of(session));
        Await.until("it is stopped again", PATIENCE, () -> status(session).equals("exited"));
        client.session(session, "stopped");
        ask(session, "resume").expect(202);
        client.session(session, "running");
        Containers.docker("pause", Containers.of(session));
        Await.until("it runs again", PATIENCE, () -> status(session).equals("running"));
        client.session(session, "running");
        client.delete("/api/sessions/" + session).expect(202);
        client.session(session, "ended");
    }

    private static String status(String session) {
        return Containers.docker("inspect", "-f", "{{.State.Status}}", Containers.of(session));
    }

    @Test
    void anotherUserMayNotTouchIt() {
        var session = launched(ProbeWorkspace.named(client, "mine"));
        var other = program.user(client, "eve");
        for (var action : List.of("pause", "stop", "resume")) {
            other.post("/api/sessions/" + session + "/" + action, Map.of()).expect(404);
        }
        client.session(session, "running");
        client.delete("/api/sessions/" + session).expect(202);
    }
}
