package dev.berth.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Containers;
import dev.berth.topology.ProbeWorkspace;
import dev.berth.topology.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The ways in which a session ends while everything else is well, side by side in one program. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class SessionEndsIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final int LEAST_LIMIT_SECONDS = 60;

    @TempDir
    private static Path directory;

    private Program program;
    private BerthClient administrator;
    private String quick;

    @BeforeAll
    void start() {
        program = Program.in(directory, "all")
                .with("session-per-user", "20")
                .with("agent-network-pool", "0")
                .start();
        administrator = program.administrator();
        quick = ProbeWorkspace.quick(administrator);
    }

    @AfterAll
    void nothingIsLeft() {
        try (var closing = program) {
            assertTrue(closing.isAlive());
            Await.until(
                    "every session has ended",
                    SOON,
                    () -> administrator
                            .get("/api/admin/sessions?state=live")
                            .expect(200)
                            .body()
                            .isEmpty());
            var node = administrator.get("/api/admin/nodes").expect(200).body().get(0);
            assertEquals(0, node.path("reservedMemoryBytes").asLong(), node.toString());
        }
    }

    private String runningSession() {
        var session = administrator.launch(quick);
        administrator.session(session, "running");
        return session;
    }

    private JsonNode endsSoon(String session) {
        long start = System.nanoTime();
        Await.until(
                "session " + session + " has ended",
                SOON,
                () -> administrator
                        .get("/api/sessions/" + session)
                        .expect(200)
                        .body()
                        .path("state")
                        .asText()
                        .equals("ended"));
        var ended = administrator.session(session, "ended");
        System.out.printf(
                "measured: ended as %s after %d ms%n",
                ended.path("endReason").asText(),
                Duration.ofNanos(System.nanoTime() - start).toMillis());
        assertEquals("", Containers.of(session));
        return ended;
    }

    @Test
    void aKilledContainerEndsItsSessionAsLost() {
        var session = runningSession();
        Containers.docker("kill", Containers.of(session));
        var ended = endsSoon(session);
        assertEquals("container-lost", ended.path("endReason").asText());
        assertTrue(ended.path("endDetail").asText().contains("137"), ended.toString());
    }

    @Test
    void aRemovedContainerEndsItsSessionAsLost() {
        var session = runningSession();
        Containers.docker("rm", "-f", Containers.of(session));
        var ended = endsSoon(session);
        assertEquals("container-lost", ended.path("endReason").asText());
        assertFalse(ended.path("endDetail").asText().isBlank(), ended.toString());
    }

    @Test
    void aLaunchThatWaitsForItsStreamCanBeEnded() {
        var session = administrator.launch(ProbeWorkspace.late(administrator, 3600));
        Await.until("the container runs", SOON, () -> step(session).equals("connecting"));
        administrator.delete("/api/sessions/" + session).expect(202);
        assertEquals("ended-by-user", endsSoon(session).path("endReason").asText());
    }

    @Test
    void aLaunchThatPullsCanBeEnded() {
        try (var registry = new SlowRegistry()) {
            var session = administrator.launch(ProbeWorkspace.pulled(administrator, registry.image()));
            Await.until("the registry is asked", SOON, registry::wasAsked);
            administrator.delete("/api/sessions/" + session).expect(202);
            var ended = endsSoon(session);
            assertEquals("ended-by-user", ended.path("endReason").asText(), ended.toString());
        }
    }

    @Test
    void aLaunchCanBeEndedAtOnce() {
        var session = administrator.launch(quick);
        administrator.delete("/api/sessions/" + session).expect(202);
        assertEquals("ended-by-user", endsSoon(session).path("endReason").asText());
        var again = administrator.delete("/api/sessions/" + session).expect(202).body();
        assertEquals("ended", again.path("state").asText());
    }

    private String step(String session) {
        return administrator
                .get("/api/sessions/" + session)
                .body()
                .path("progress")
                .path("step")
                .asText();
    }

    @Test
    void aDisabledUserLosesTheSession() {
        var user = user("ada");
        administrator
                .patch("/api/admin/users/" + user.id, Map.of("enabled", false))
                .expect(200);
        assertEquals("user-disabled", endsSoon(user.session).path("endReason").asText());
        user.client.get("/api/me").expect(401);
    }

    @Test
    void aDeletedUserLosesTheSession() {
        var user = user("bob");
        administrator.delete("/api/admin/users/" + user.id).expect(204);
        assertEquals("user-deleted", endsSoon(user.session).path("endReason").asText());
        user.client.get("/api/me").expect(401);
    }

    private record User(String id, BerthClient client, String session) {}

    /** Someone with a running session. */
    private User user(String name) {
        var created = administrator
                .post("/api/admin/users", Map.of("name", name, "role", "user"))
                .expect(201)
                .body();
        var client = program.client();
        var password = created.path("password").asText();
        client.signIn(name, password);
        client.changePassword(password, BerthClient.PASSWORD);
        var session = client.launch(quick);
        client.session(session, "running");
        return new User(created.path("user").path("id").asText(), client, session);
    }

    @Test
    void aSessionEndsAtItsTimeLimit() {
        var session = administrator.launch(ProbeWorkspace.limited(administrator, LEAST_LIMIT_SECONDS));
        var running = administrator.session(session, "running");
        assertFalse(running.path("expiresAt").isNull(), running.toString());
        Await.until(
                "the limit is reached",
                Duration.ofSeconds(LEAST_LIMIT_SECONDS + 120),
                () -> Containers.of(session).isEmpty());
        assertEquals("time-limit", endsSoon(session).path("endReason").asText());
    }
}
