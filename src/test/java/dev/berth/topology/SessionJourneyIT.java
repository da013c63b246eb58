package dev.berth.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a session, by the API, on the packaged program. */
class SessionJourneyIT {
    @TempDir
    private Path directory;

    @Test
    void launchConnectAndEnd() {
        try (var program = Program.in(directory, "all").start()) {
            var client = program.administrator();
            var id = client.launch(client.demoWorkspace());
            client.session(id, "running");
            assertNotEquals("", Containers.of(id));
            client.connect(id);
            client.delete("/api/sessions/" + id).expect(202);
            var ended = client.session(id, "ended");
            assertEquals("ended-by-user", ended.path("endReason").asText());
            Await.until(
                    "the container is gone",
                    Duration.ofSeconds(20),
                    () -> Containers.of(id).isEmpty());
            assertEquals(Program.STOPPED_BY_SIGNAL, program.stop());
        }
    }
}
