package dev.berth.connectionproxy.guacd;

import static dev.berth.topology.Containers.docker;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.connectionproxy.trial.Trials;
import dev.berth.contract.ConnectionTest;
import dev.berth.contract.RemoteProtocol;
import dev.berth.topology.Await;
import dev.berth.topology.TargetMachine;
import dev.berth.topology.TestGuacd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** guacd as a program of this host: taken out of the test image with the libraries that it needs. */
class GuacdProgramIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    private Path program;
    private Guacds guacds;

    @BeforeEach
    void takeOut() throws IOException {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x")); // it runs as nobody
        var libraries = "/usr/lib/" + System.getProperty("os.arch").replace("amd64", "x86_64") + "-linux-gnu";
        var container = docker("create", TestGuacd.IMAGE);
        docker("cp", container + ":/usr/sbin/guacd", data.resolve("real").toString());
        docker("cp", container + ":" + libraries, data.resolve("lib").toString());
        docker("rm", container);
        program = Files.writeString(
                data.resolve("guacd"),
                "#!/bin/sh\nexport LD_LIBRARY_PATH=%1$s/lib\nexec %1$s/real \"$@\"\n".formatted(data));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Guacds start() {
        guacds = TestGuacds.of(UUID.randomUUID(), data, "guacd-binary=" + program);
        return TestGuacds.up(guacds);
    }

    @AfterEach
    void stop() {
        if (guacds != null) {
            guacds.stop();
        }
        assertEquals(0, processes());
    }

    private long processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command()
                        .orElse("")
                        .equals(data.resolve("real").toString()))
                .count();
    }

    private ProcessHandle running() throws IOException {
        return ProcessHandle.of(Long.parseLong(
                        Files.readString(data.resolve("guacd-0.pid")).split(" ")[0]))
                .orElseThrow();
    }

    @Test
    void itServesAndEndsWithTheRole() throws IOException {
        try (var ssh = TargetMachine.ssh()) {
            start();
            var result = Trials.with(guacds)
                    .run(new ConnectionTest(
                            RemoteProtocol.SSH,
                            ssh.address(),
                            22,
                            Map.of("username", TargetMachine.USER, "password", TargetMachine.PASSWORD)));
            assertTrue(result.ok(), result::toString);
            var address = guacds.lease().address();
            assertTrue(address.getAddress().isLoopbackAddress());
            var status = Files.readString(Path.of("/proc/" + running().pid() + "/status"));
            assertFalse(status.contains("Uid:\t0\t"), status);
            assertTrue(Home.isRoot() ? status.contains("NoNewPrivs:\t1") : true, status);
            guacds.stop();
            assertEquals(0, processes());
            assertFalse(Files.exists(data.resolve("guacd-0.pid")));
        }
    }

    @Test
    void itComesBackWhenItDies() throws IOException {
        start();
        var first = running();
        var lease = guacds.lease();
        first.destroyForcibly();
        Await.until(
                "the death is told",
                SOON,
                () -> lease.gone().toCompletableFuture().getNow("").contains("exit code 137"));
        Await.until("it is back", SOON, () -> guacds.findings().isEmpty());
        assertNotEquals(first.pid(), running().pid());
    }

    @Test
    void oneThatAKilledProgramLeftIsEnded() throws IOException {
        var left = new ProcessBuilder(program.toString(), "-f", "-b", "127.0.0.1", "-l", "0").start();
        new ProcessFile(data.resolve("guacd-0.pid")).write(left.toHandle());
        start();
        assertFalse(left.isAlive());
        assertEquals(1, processes());
    }
}
