package dev.berth.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The embedded database through all that can happen to it, and one from elsewhere. One program lives through the
 * tests in their order, below a directory that only its owner may enter.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DatabaseIT {
    private static final Duration NOTICED = Duration.ofSeconds(30);
    private static final Duration RECOVERED = Duration.ofSeconds(60);
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    @TempDir
    private static Path directory;

    private Program program;
    private Postgres postgres;
    private BerthClient administrator;
    private String session;

    @BeforeAll
    void startAndUse() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        program = Program.in(directory.resolve("embedded"), "all").start();
        postgres = Postgres.of(program);
        administrator = program.administrator();
        administrator
                .post("/api/admin/users", Map.of("name", "ada", "role", "user"))
                .expect(201);
        session = administrator.launch(ProbeWorkspace.quick(administrator));
        administrator.session(session, "running");
        administrator.delete("/api/sessions/" + session).expect(202);
        administrator.session(session, "ended");
    }

    @AfterAll
    void stop() {
        program.close();
    }

    @Test
    @Order(1)
    void thePasswordIsForTheOwnerOnly() throws Exception {
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(postgres.passwordFile())));
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(program.dataDirectory().resolve("postgres/data"))));
    }

    @Test
    @Order(2)
    void aStepThatIsNotOneOfASessionsLifeIsRefusedByTheSchema() throws Exception {
        try (var connection = postgres.connect();
                var statement = connection.prepareStatement(
                        "update session set previous_state = state, state = ? where id = ?")) {
            statement.setString(1, "RUNNING");
            statement.setObject(2, UUID.fromString(session));
            var refused = assertThrows(SQLException.class, statement::executeUpdate);
            assertEquals(FOREIGN_KEY_VIOLATION, refused.getSQLState(), refused.getMessage());
            assertTrue(refused.getMessage().contains("session_transition"), refused.getMessage());
            statement.setString(1, "DREAMING");
            assertEquals(
                    FOREIGN_KEY_VIOLATION,
                    assertThrows(SQLException.class, statement::executeUpdate).getSQLState());
        }
    }

    @Test
    @Order(3)
    void aDatabaseThatHangsIsTakenForDownAndUsedAgainWhenItGoesOn() {
        postgres.signal("STOP");
        try {
            var took = time(() -> health() == 503);
            report("health check during SIGSTOP answers 503", took);
        } finally {
            postgres.signal("CONT");
        }
        report("healthy again after SIGCONT", time(() -> health() == 200));
        administrator.read("/api/admin/users");
    }

    @Test
    @Order(4)
    void aKilledDatabaseIsStartedAgain() {
        long before = postgres.postmaster().orElseThrow().pid();
        postgres.killPostmaster();
        // it may be there again before anybody has looked
        Await.until("the health check notices", NOTICED, () -> health() == 503 || isAnother(before));
        report("healthy again after kill -9 of the postmaster", time(() -> health() == 200));
        assertNotEquals(before, postgres.postmaster().orElseThrow().pid());
        assertEquals(1, postgres.postmasters().size());
        administrator.read("/api/admin/users");
        assertKept(administrator);
    }

    @Test
    @Order(5)
    void aDatabaseFromElsewhereIsUsedInsteadOfTheEmbeddedOne() throws Exception {
        try (var connection = postgres.connect();
                var statement = connection.createStatement()) {
            statement.execute("create database elsewhere");
        }
        var other = Program.in(directory.resolve("external"), "all")
                .with("database-url", postgres.url().replace("/postgres", "/elsewhere"))
                .with("database-password-file", postgres.passwordFile().toString());
        try (other) {
            other.start();
            assertFalse(Postgres.of(other).exists());
            var system =
                    other.administrator().get("/api/admin/system").expect(200).body();
            assertFalse(system.path("database").path("embedded").asBoolean(true), system.toString());
            assertFalse(names(system.path("roles")).contains("database"), system.toString());
            assertEquals(Program.STOPPED_BY_SIGNAL, other.stop());
        }
        assertEquals(1, postgres.postmasters().size());
        var own = administrator.get("/api/admin/system").expect(200).body();
        assertTrue(own.path("database").path("embedded").asBoolean(false), own.toString());
    }

    @Test
    @Order(6)
    void afterAKillOfTheProgramTheSameDataIsServedByOneServer() {
        program.kill();
        assertTrue(postgres.postmaster().isPresent(), "PostgreSQL outlives the program");
        program.start();
        assertEquals(1, postgres.postmasters().size());
        report("healthy again after kill -9 of the program", time(() -> health() == 200));
        var again = program.client();
        again.signIn("admin", BerthClient.PASSWORD);
        assertKept(again);
        assertFalse(program.output().contains("Password"), "the first password was used already");
    }

    @Test
    @Order(7)
    void anOrderlyStopLeavesNoServer() {
        assertEquals(Program.STOPPED_BY_SIGNAL, program.stop());
        assertEquals(List.of(), postgres.postmasters());
        assertFalse(Files.exists(program.dataDirectory().resolve("postgres/data/postmaster.pid")));
    }

    private void assertKept(BerthClient client) {
        var users = client.get("/api/admin/users").expect(200).body();
        assertEquals(List.of("ada", "admin"), texts(users, "name"));
        assertEquals(
                List.of("Demo desktop", "quick"),
                texts(client.get("/api/admin/workspaces").expect(200).body(), "name"));
        var sessions = client.get("/api/admin/sessions?state=all").expect(200).body();
        assertEquals(List.of(session), texts(sessions, "id"));
    }

    private boolean isAnother(long before) {
        return postgres.postmaster().filter(server -> server.pid() != before).isPresent();
    }

    private int health() {
        return program.client().health();
    }

    private static Duration time(BooleanSupplier condition) {
        long start = System.nanoTime();
        Await.until("a healthy answer", RECOVERED, condition);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void report(String what, Duration took) {
        System.out.printf("measured: %s after %d ms%n", what, took.toMillis());
    }

    private static List<String> names(JsonNode array) {
        var names = new ArrayList<String>();
        array.forEach(item -> names.add(item.asText()));
        return names;
    }

    private static List<String> texts(JsonNode array, String field) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.path(field).asText()));
        return texts.stream().sorted().toList();
    }
}
