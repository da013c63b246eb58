package dev.berth.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.berth.topology.Await;
import dev.berth.topology.ProbeWorkspace;
import dev.berth.topology.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions to which nobody is connected. */
class KeepaliveIT {
    /** Longer than a busy machine keeps a check-in waiting. */
    private static final Duration KEEPALIVE = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @Test
    void aSessionThatNobodyLooksAtEndsAndOneWithAnOpenStreamLivesOn() {
        try (var program = Program.in(directory, "all")
                .with("session-keepalive", KEEPALIVE.toSeconds() + "s")
                .start()) {
            var client = program.administrator();
            var watched = client.launch(client.demoWorkspace());
            client.session(watched, "running");
            try (var stream = DesktopStream.open(client, watched)) {
                var alone = client.launch(ProbeWorkspace.quick(client));
                var ended = client.session(alone, "ended");
                assertEquals("keepalive-expired", ended.path("endReason").asText());
                var later = Instant.now().plus(KEEPALIVE.multipliedBy(2));
                Await.until(
                        "two keepalive times pass",
                        KEEPALIVE.multipliedBy(3),
                        () -> Instant.now().isAfter(later));
                stream.picture();
                assertNull(stream.ended());
                client.session(watched, "running");
            }
            assertEquals(
                    "keepalive-expired",
                    client.session(watched, "ended").path("endReason").asText());
        }
    }
}
