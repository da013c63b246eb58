package dev.berth.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Containers;
import dev.berth.topology.ProbeWorkspace;
import dev.berth.topology.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A program that holds everything is killed with sessions on their way to rest and back. */
@Execution(ExecutionMode.CONCURRENT)
class RestInterruptedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void everyMoveComesToItsEnd() {
        try (var program = Program.in(directory, "all")
                .with("session-per-user", "20")
                .with("agent-halt-timeout", "6s")
                .start()) {
            var client = program.administrator();
            var quick = ProbeWorkspace.quick(client);
            var paused = running(client, quick);
            var stopped = running(client, quick);
            var pausing = running(client, quick);
            var stopping = running(client, ProbeWorkspace.stubborn(client));
            var resuming = running(client, ProbeWorkspace.lateAgain(client, 8));
            ask(client, paused, "pause");
            ask(client, stopped, "stop");
            ask(client, resuming, "stop");
            client.session(paused, "paused");
            client.session(stopped, "stopped");
            client.session(resuming, "stopped");
            ask(client, resuming, "resume");
            Await.until("it is started", PATIENCE, () -> status(resuming).equals("running"));
            ask(client, stopping, "stop");
            ask(client, pausing, "pause");
            program.kill();
            program.start();

            var next = program.client();
            next.signIn("admin", BerthClient.PASSWORD);
            next.session(pausing, "paused");
            next.session(stopping, "stopped");
            next.session(resuming, "running");
            next.session(paused, "paused");
            next.session(stopped, "stopped");
            assertEquals("paused", status(pausing));
            assertEquals("exited", status(stopping));
            for (var rested : new String[] {paused, stopped, pausing}) {
                ask(next, rested, "resume");
                next.session(rested, "running");
                assertEquals("running", status(rested));
            }
            for (var each : new String[] {paused, stopped, pausing, stopping, resuming}) {
                next.delete("/api/sessions/" + each).expect(202);
                next.session(each, "ended");
            }
            var node = next.get("/api/admin/nodes").expect(200).body().get(0);
            assertEquals(0, node.path("reservedMemoryBytes").asLong(), node.toString());
        }
    }

    /** Those whom nobody looks at are paused or stopped where that is wanted. */
    @Test
    void aSessionThatNobodyLooksAtRests() {
        try (var program = Program.in(directory, "all")
                .with("session-keepalive", "4s")
                .with("session-keepalive-action", "pause")
                .with("agent-halt-timeout", "1s")
                .start()) {
            var client = program.administrator();
            var byDeployment = client.launch(ProbeWorkspace.quick(client));
            var byWorkspace = client.launch(ProbeWorkspace.left(client, "stop"));
            client.session(byDeployment, "paused");
            client.session(byWorkspace, "stopped");
            assertEquals("paused", status(byDeployment));
        }
    }

    private static String running(BerthClient client, String workspace) {
        var session = client.launch(workspace);
        client.session(session, "running");
        return session;
    }

    private static void ask(BerthClient client, String session, String action) {
        client.post("/api/sessions/" + session + "/" + action, Map.of()).expect(202);
    }

    private static String status(String session) {
        return Containers.docker("inspect", "-f", "{{.State.Status}}", Containers.of(session));
    }
}
