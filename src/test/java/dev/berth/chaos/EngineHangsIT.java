package dev.berth.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.topology.Await;
import dev.berth.topology.Containers;
import dev.berth.topology.ProbeWorkspace;
import dev.berth.topology.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Docker Engine that accepts requests and never answers. */
class EngineHangsIT {
    /** Far less than the engine is waited for. */
    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    private static final Duration BOUND = Duration.ofSeconds(150);
    private static final Duration BACK = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void anEndDoesNotHangOthersLiveOnAndTheContainerGoesWhenTheEngineIsBack() {
        try (var engine = new EngineProxy();
                var program = Program.in(directory, "all")
                        .with("agent-docker-host", engine.host())
                        .start()) {
            var client = program.administrator();
            var kept = client.launch(client.demoWorkspace());
            var dropped = client.launch(ProbeWorkspace.quick(client));
            client.session(kept, "running");
            client.session(dropped, "running");
            try (var stream = DesktopStream.open(client, kept)) {
                engine.hang();
                long start = System.nanoTime();
                var answer =
                        client.delete("/api/sessions/" + dropped).expect(202).body();
                var took = Duration.ofNanos(System.nanoTime() - start);
                assertTrue(took.compareTo(AT_ONCE) < 0, "the answer took " + took);
                assertEquals("ending", answer.path("state").asText());
                Await.until("the session has ended", BOUND, () -> {
                    assertEquals("running", state(client, kept), "the other session lives on");
                    return state(client, dropped).equals("ended");
                });
                System.out.printf(
                        "measured: ended without the engine after %d ms%n",
                        Duration.ofNanos(System.nanoTime() - start).toMillis());
                stream.picture();
                var refused = client.post("/api/sessions", Map.of("workspaceId", client.demoWorkspace()));
                assertEquals(503, refused.status(), refused.toString());
                assertEquals("no-capacity", refused.code());

                engine.goOn();
                start = System.nanoTime();
                Await.until(
                        "the container is removed",
                        BACK,
                        () -> Containers.of(dropped).isEmpty());
                System.out.printf(
                        "measured: container removed %d ms after the engine was back%n",
                        Duration.ofNanos(System.nanoTime() - start).toMillis());
                stream.picture();
                assertNull(stream.ended());
                client.session(kept, "running");
                Await.until("sessions can be launched", BACK, () -> {
                    var launched = client.post("/api/sessions", Map.of("workspaceId", client.demoWorkspace()));
                    return launched.status() == 201;
                });
            }
            client.get("/api/sessions")
                    .body()
                    .forEach(session -> client.delete(
                                    "/api/sessions/" + session.path("id").asText())
                            .expect(202));
            client.session(kept, "ended");
        }
    }

    private static String state(dev.berth.topology.BerthClient client, String session) {
        return client.get("/api/sessions/" + session)
                .expect(200)
                .body()
                .path("state")
                .asText();
    }
}
