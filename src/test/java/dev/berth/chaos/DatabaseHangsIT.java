package dev.berth.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Containers;
import dev.berth.topology.Postgres;
import dev.berth.topology.ProbeWorkspace;
import dev.berth.topology.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A database that is down while sessions run, and then the program stopped in order while they run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DatabaseHangsIT {
    /** Longer than a node may be silent before its sessions end. */
    private static final Duration OUTAGE = Duration.ofSeconds(26);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private Program program;
    private BerthClient client;
    private String session;
    private String container;

    @BeforeAll
    void start() {
        program = Program.in(directory, "all")
                .with("session-keepalive", "20s")
                .with("drain-timeout", "15s")
                .start();
        client = program.administrator();
        session = client.launch(client.demoWorkspace());
        client.session(session, "running");
        container = Containers.of(session);
    }

    @AfterAll
    void stop() {
        program.close();
    }

    @Test
    @Order(1)
    void streamsGoOnLaunchesAreRefusedAndEverythingRecovers() {
        try (var stream = DesktopStream.open(client, session)) {
            var quick = ProbeWorkspace.quick(client);
            var postgres = Postgres.of(program);
            postgres.signal("STOP");
            try {
                var end = Instant.now().plus(OUTAGE);
                var refused = client.impatient().post("/api/sessions", Map.of("workspaceId", quick));
                assertEquals(503, refused.status(), refused.toString());
                assertEquals("unavailable", refused.code());
                assertTrue(refused.detail().contains("database"), refused.toString());
                Await.until("the outage lasts", OUTAGE.plus(PATIENCE), () -> {
                    stream.picture();
                    return Instant.now().isAfter(end);
                });
                assertEquals(503, client.health());
            } finally {
                postgres.signal("CONT");
            }
            long back = System.nanoTime();
            client.awaitHealth();
            String launched = Await.value("sessions can be launched", PATIENCE, () -> {
                var answer = client.impatient().post("/api/sessions", Map.of("workspaceId", quick));
                return answer.status() == 201 ? answer.body().path("id").asText() : null;
            });
            client.session(launched, "running");
            System.out.printf(
                    "measured: a new session runs %d ms after the database is back%n",
                    Duration.ofNanos(System.nanoTime() - back).toMillis());
            client.delete("/api/sessions/" + launched).expect(202);
            var later = Instant.now().plus(Duration.ofSeconds(5));
            Await.until("a few check-ins pass", PATIENCE, () -> Instant.now().isAfter(later));
            stream.picture();
            assertNull(stream.ended());
            client.session(session, "running");
            assertEquals(container, Containers.of(session));
        }
    }

    @Test
    @Order(2)
    void aStopDrainsAndTheNextStartAdopts() {
        try (var stream = DesktopStream.open(client, session)) {
            long start = System.nanoTime();
            program.signal();
            Await.until("the health check fails", PATIENCE, () -> {
                try {
                    return client.health() == 503;
                } catch (java.io.UncheckedIOException closed) {
                    throw new AssertionError("the program closed its port before it said 503", closed);
                }
            });
            stream.picture();
            assertEquals(Program.STOPPED_BY_SIGNAL, program.exitCode());
            System.out.printf(
                    "measured: stopped, with an open stream, after %d ms%n",
                    Duration.ofNanos(System.nanoTime() - start).toMillis());
            assertTrue(Postgres.of(program).postmasters().isEmpty());
        }
        assertEquals(container, Containers.of(session));
        // until the stream is open again, a busy machine needs its time
        program.with("session-keepalive", "10m").start();
        client = program.client();
        client.signIn("admin", BerthClient.PASSWORD);
        client.post("/api/sessions/" + session + "/keepalive", Map.of()).expect(200);
        client.session(session, "running");
        try (var stream = DesktopStream.open(client, session)) {
            stream.picture();
        }
        assertNotEquals("", Containers.of(session));
        client.delete("/api/sessions/" + session).expect(202);
        client.session(session, "ended");
        assertEquals("", Containers.of(session));
    }
}
