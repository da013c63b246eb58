package dev.berth.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.node.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program says to a person at a terminal who asks, or errs. */
class CommandLineIT {
    /** EX_CONFIG of sysexits(3). */
    private static final int WRONG_CONFIGURATION = 78;

    @TempDir
    private Path directory;

    @Test
    void listsItsRoles() {
        var said = Program.run("--list-roles");
        assertEquals(0, said.exitCode());
        assertEquals(
                Arrays.stream(Role.values()).map(Role::wireName).toList(),
                said.output().lines().map(line -> line.split(" ")[0]).toList());
    }

    @Test
    void tellsItsVersionAndWhatRunsIt() {
        var said = Program.run("--version");
        assertEquals(0, said.exitCode());
        assertTrue(said.output().matches("berth \\d+\\.\\d+\\.\\d+ \\((native|JVM [.\\d]+)\\)\\n"), said.output());
    }

    @Test
    void helpNamesEverySetting() throws Exception {
        var said = Program.run("--help");
        assertEquals(0, said.exitCode());
        var settings = Files.readString(Path.of("docs/configuration.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
        assertTrue(settings.size() > 20, settings.toString());
        settings.forEach(setting -> assertTrue(said.output().contains("  --" + setting), setting));
    }

    @Test
    void refusesWhatItDoesNotKnowAndTellsAllOfItAtOnce() {
        var said = Program.run("--rolse=all", "--porrt=1", "start");
        assertEquals(WRONG_CONFIGURATION, said.exitCode());
        assertEquals(3, said.errors().lines().count(), said.errors());
        assertTrue(said.errors().contains("--roles"), said.errors());
        assertTrue(said.errors().contains("--port"), said.errors());
        assertTrue(said.errors().contains("'start'"), said.errors());
    }

    @Test
    void refusesAWebAppWithoutADatabase() {
        var said = Program.run("--roles=web-app,agent", "--data-dir=" + directory);
        assertEquals(WRONG_CONFIGURATION, said.exitCode());
        assertTrue(said.errors().contains("--database-url"), said.errors());
    }

    @Test
    void aStartThatFailsIsNoSuccess() {
        var said = Program.run(
                "--roles=agent",
                "--data-dir=" + directory,
                "--agent-docker-host=ftp://nowhere",
                "--listen=127.0.0.1",
                "--port=" + Program.freePort(),
                "--session-port=" + Program.freePort());
        assertTrue(said.exitCode() != 0, said.output());
        assertTrue(said.errors().contains("unix:///"), said.errors());
    }
}
