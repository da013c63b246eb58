package dev.berth.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.topology.Program;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that is reached over TLS, and only where its certificate can be believed. */
class DatabaseTlsIT {
    private static final int WRONG_CONFIGURATION = 78;

    @TempDir
    private Path directory;

    private Program webApp(TestPostgres server, String host, Path authority) {
        return Program.in(directory.resolve("web"), "web-app")
                .with("database-url", "jdbc:postgresql://" + server.address().replace("localhost", host) + "/postgres")
                .with("database-password", TestPostgres.PASSWORD)
                .with("database-root-certificate", authority.toString());
    }

    private static void refused(Program program, String sentence) {
        try (var running = program.launch()) {
            assertEquals(WRONG_CONFIGURATION, running.exitCode(), program::errors);
            assertTrue(program.errors().contains(sentence), program::errors);
            assertEquals(1, program.errors().lines().count(), program::errors);
        }
    }

    @Test
    void theServersCertificateIsVerified() {
        var authority = new TestAuthority("the authority");
        var right = authority.write(directory.resolve("right.pem"));
        var wrong = new TestAuthority("the authority").write(directory.resolve("wrong.pem"));
        try (var server = TestPostgres.initialise(directory.resolve("postgres"))
                .withTls(authority)
                .start()) {
            refused(webApp(server, "localhost", wrong), "its certificate is not from the authority");
            refused(webApp(server, "127.0.0.1", right), "could not be verified");
            refused(
                    webApp(server, "localhost", right)
                            .with(
                                    "database-url",
                                    "jdbc:postgresql://" + server.address() + "/postgres?sslmode=disable"),
                    "leave one away");
            try (var program = webApp(server, "localhost", right).start()) {
                program.client().awaitHealth();
                assertEquals(
                        "true",
                        server.ask("select bool_and(ssl) from pg_stat_ssl join pg_stat_activity using (pid)"
                                + " where application_name = 'berth'"));
            }
        }
    }
}
