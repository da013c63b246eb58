package dev.berth.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.ProbeWorkspace;
import dev.berth.topology.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A stream that is opened while its session starts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamBeforeRunningIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final int LATE_SECONDS = 12;

    @TempDir
    private static Path directory;

    private Program program;
    private BerthClient administrator;
    private String late;

    @BeforeAll
    void start() {
        program = Program.in(directory, "all").start();
        administrator = program.administrator();
        late = ProbeWorkspace.late(administrator, LATE_SECONDS);
    }

    @AfterAll
    void stop() {
        program.close();
    }

    /** A session at work whose container does not answer yet, and a stream that its agent holds. */
    private DesktopStream held(BerthClient client, String session) {
        Await.until(
                "its agent is at work on it", SOON, () -> step(client, session).equals("connecting"));
        return DesktopStream.early(client, session);
    }

    private static String step(BerthClient client, String session) {
        return client.get("/api/sessions/" + session)
                .body()
                .path("progress")
                .path("step")
                .asText();
    }

    private static String state(BerthClient client, String session) {
        return client.get("/api/sessions/" + session).body().path("state").asText();
    }

    private void endsWith(DesktopStream stream, int code) {
        Await.until("the stream is cut", SOON, () -> stream.ended() != null);
        assertEquals(String.valueOf(code), String.valueOf(stream.ended()).split(" ")[0]);
    }

    @Test
    void itGetsItsPictureOnceTheContainerAnswers() {
        // there in a second: a stream is held for 15 s
        var session = administrator.launch(ProbeWorkspace.desktop(administrator, "early"));
        Await.until(
                "its agent is at work on it",
                SOON,
                () -> !List.of("", "waiting").contains(step(administrator, session))
                        || state(administrator, session).equals("running"));
        try (var stream = DesktopStream.open(administrator, session)) {
            stream.picture();
            administrator.session(session, "running");
            stream.picture();
            assertNull(stream.ended());
        }
        administrator.delete("/api/sessions/" + session);
    }

    @Test
    void theDesktopStartsInTheSizeOfTheWindow() {
        var workspace = administrator.demoWorkspace();
        for (int wrong : new int[] {-1, 0, 199, 8193, Integer.MAX_VALUE}) {
            var answer = administrator.post(
                    "/api/sessions",
                    Map.of("workspaceId", workspace, "screen", Map.of("width", 1000, "height", wrong)));
            assertEquals("invalid", answer.expect(400).code());
        }
        var session = administrator
                .post("/api/sessions", Map.of("workspaceId", workspace, "screen", Map.of("width", 1011, "height", 703)))
                .expect(201)
                .body()
                .path("id")
                .asText();
        administrator.session(session, "running");
        try (var stream = DesktopStream.open(administrator, session)) {
            assertEquals("1011x703", stream.screen());
        }
        administrator.delete("/api/sessions/" + session);
    }

    @Test
    void itEndsWithTheSession() {
        var session = administrator.launch(late);
        try (var stream = held(administrator, session)) {
            administrator.delete("/api/sessions/" + session);
            endsWith(stream, 4410);
        }
    }

    @Test
    void itEndsWithTheSignIn() {
        var user = program.user(administrator, "early");
        var session = user.launch(late);
        try (var stream = held(user, session)) {
            user.post("/api/logout", Map.of());
            endsWith(stream, 4401);
        }
        administrator.delete("/api/sessions/" + session);
    }
}
