package dev.berth.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.topology.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Databases that are not there, not ours or broken, and data directories that are not what they were. */
class DatabaseErrorsIT {

    @TempDir
    private Path directory;

    private String refused(Program program) {
        try (var running = program.launch()) {
            assertEquals(ConfigurationErrorsIT.CONFIGURATION, running.exitCode(), program::errors);
            var lines = program.errors().lines().toList();
            assertEquals(1, lines.size(), program::errors);
            assertTrue(lines.getFirst().startsWith("berth: "), program::errors);
            return lines.getFirst();
        }
    }

    private void refused(Program program, String part) {
        var said = refused(program);
        assertTrue(said.contains(part), said);
    }

    private Program webApp(String url) {
        return Program.in(directory.resolve("web"), "web-app").with("database-url", url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://db:port/berth              | Unable to parse URL",
                "postgresql://db/berth                        | must look like jdbc:postgresql://",
                "jdbc:postgresql://127.0.0.1:1/berth          | Connection to 127.0.0.1:1 refused",
                "jdbc:postgresql://nosuch.invalid/berth       | there is no host nosuch.invalid",
            })
    void aDatabaseThatIsNotThere(String url, String sentence) {
        refused(webApp(url), sentence);
    }

    @Test
    void aPasswordInTheUrlIsNotRepeated() {
        var said = refused(webApp("jdbc:postgresql://db:port/berth?user=a&password=hunter2hunter2"));
        assertFalse(said.contains("hunter2"), said);
    }

    @Test
    void aDatabaseThatRefusesAndADirectoryThatIsHeldOrBroken() throws IOException {
        var home = directory.resolve("database");
        int port = Program.freePort();
        try (var database =
                Program.in(home, "database").with("database-port", "" + port).start()) {
            var url = "jdbc:postgresql://127.0.0.1:" + port + "/";
            refused(webApp(url + "postgres").with("database-password", "wrong"), "password authentication failed");
            refused(
                    webApp(url + "postgres").with("database-user", "x").with("database-password", "x"),
                    "password authentication failed");
            var right = Files.readString(database.dataDirectory().resolve("postgres/password"))
                    .strip();
            refused(webApp(url + "nosuch").with("database-password", right), "database \"nosuch\" does not exist");
            refused(
                    Program.in(directory.resolve("second"), "all")
                            .with("data-dir", database.dataDirectory().toString()),
                    "Another Berth (process " + database.pid() + ") uses the data directory");
            assertEquals(Program.STOPPED_BY_SIGNAL, database.stop());
        }
        brokenDirectory(home.resolve("data"));
    }

    private void brokenDirectory(Path data) throws IOException {
        var server = data.resolve("postgres/data");
        var version = server.resolve("PG_VERSION");
        refusedWith(data, data.resolve("node-id"), "no uuid", "holds no node id");
        refusedWith(data, data.resolve("secret.key"), "c2hvcnQ=", "must hold 32 bytes in base64");
        refusedWith(data, data.resolve("secret.key"), "%%%", "must hold 32 bytes in base64");
        refusedWith(data, data.resolve("tls/certificate.pem"), "x", "holds no certificate in PEM form");
        refusedWith(data, version, "9.6", "was made by PostgreSQL 9.6, this program brings 18");
        refusedWith(data, version, "", "was made by PostgreSQL ?");
        refusedWith(data, server.resolve("global/pg_control"), "", "pg_ctl failed");
        Files.delete(version);
        refused(on(data), "PG_VERSION is missing");
        Files.createDirectory(data.resolve("secret.key"));
        refused(on(data), "secret.key cannot be read: Is a directory");
    }

    private Program on(Path data) {
        return Program.in(directory.resolve("again"), "all").with("data-dir", data.toString());
    }

    /** Starts with a file changed, and puts it back. */
    private void refusedWith(Path data, Path file, String content, String sentence) throws IOException {
        var before = Files.exists(file) ? Files.readAllBytes(file) : null;
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        refused(on(data), sentence);
        assertEquals(List.of(), ConfigurationErrorsIT.left(data));
        if (before == null) {
            Files.delete(file);
        } else {
            Files.write(file, before);
        }
    }
}
