package dev.berth.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.berth.chaos.DesktopStream;
import dev.berth.chaos.MachineStream;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of a session, by the API, on the packaged program in every architecture. */
class SessionJourneyIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Topology.class)
    void launchConnectAndEnd(Topology topology) {
        try (var guacd = new TestGuacd();
                var machine = TargetMachine.ssh();
                var deployment = topology.start(
                        directory, front -> front.with("guacd", guacd.address()).with("nodes-missing-after", "60s"))) {
            var client = deployment.administrator();
            Await.until(
                    "guacd is up",
                    SOON,
                    () -> deployment
                            .front()
                            .client()
                            .get("/q/health/ready")
                            .raw()
                            .body()
                            .contains("1 of 1 up"));
            connectAMachineAndEnd(client, machine);
            var id = client.launch(client.demoWorkspace());
            client.session(id, "running");
            assertNotEquals("", Containers.of(id));
            try (var stream = DesktopStream.open(client, id)) {
                stream.picture();
                assertNull(stream.ended());
                client.delete("/api/sessions/" + id).expect(202);
                Await.until("the stream is cut", SOON, () -> stream.ended() != null);
            }
            var ended = client.session(id, "ended");
            assertEquals("ended-by-user", ended.path("endReason").asText());
            Await.until("the container is gone", SOON, () -> Containers.of(id).isEmpty());
            assertEquals(Program.STOPPED_BY_SIGNAL, deployment.front().stop());
        }
    }

    private static void connectAMachineAndEnd(BerthClient client, TargetMachine machine) {
        var id = client.launch(MachineWorkspace.of(client, "machine", "ssh", machine));
        client.session(id, "running");
        try (var stream = MachineStream.open(client, id)) {
            stream.typedHasItsEffect(machine);
            assertNull(stream.ended());
            client.delete("/api/sessions/" + id).expect(202);
            Await.until("the stream is cut", SOON, () -> stream.ended() != null);
        }
        client.session(id, "ended");
    }
}
