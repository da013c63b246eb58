package dev.berth.connectionproxy.guacd;

import static dev.berth.topology.Containers.docker;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.topology.Await;
import dev.berth.topology.TestGuacd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** guacd in containers of a real engine: kept apart, replaced when it dies, gone when the role stops. */
class GuacdContainerIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final UUID node = UUID.randomUUID();

    @TempDir
    private Path data;

    private Guacds guacds;

    private Guacds start(String... settings) {
        var all = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("guacd-image=" + TestGuacd.IMAGE), List.of(settings).stream())
                .toArray(String[]::new);
        guacds = TestGuacds.of(node, data, all);
        return TestGuacds.up(guacds);
    }

    @AfterEach
    void stop() {
        if (guacds != null) {
            guacds.stop();
        }
        assertEquals(List.of(), containers());
        assertEquals("", docker("network", "ls", "-q", "--filter", "label=dev.berth.guacd=" + node));
    }

    private List<String> containers() {
        return docker("ps", "-aq", "--no-trunc", "--filter", "label=dev.berth.guacd=" + node)
                .lines()
                .toList();
    }

    private static JsonNode inspect(String container) throws IOException {
        return new ObjectMapper().readTree(docker("inspect", container)).get(0);
    }

    @Test
    void itIsKeptApart() throws IOException {
        start("guacd-memory=256M", "guacd-cpus=1", "guacd-pids=99");
        var container = inspect(containers().getFirst());
        var host = container.path("HostConfig");
        assertTrue(host.path("ReadonlyRootfs").asBoolean());
        assertEquals("[\"ALL\"]", host.path("CapDrop").toString());
        assertEquals("null", host.path("CapAdd").toString());
        assertFalse(host.path("Privileged").asBoolean());
        assertTrue(host.path("SecurityOpt").toString().contains("no-new-privileges"));
        assertEquals(256 << 20, host.path("Memory").asLong());
        assertEquals(1_000_000_000L, host.path("NanoCpus").asLong());
        assertEquals("0", host.path("CpusetCpus").asText());
        assertEquals(99, host.path("PidsLimit").asLong());
        assertEquals(0, host.path("PortBindings").size());
        assertEquals("null", host.path("Binds").toString());
        assertEquals(0, container.path("Mounts").size());
        assertEquals("1000:1000", container.path("Config").path("User").asText());
        var networks = container.path("NetworkSettings").path("Networks");
        assertEquals(1, networks.size());
        var network = new ObjectMapper()
                .readTree(docker("network", "inspect", networks.fieldNames().next()))
                .get(0);
        assertEquals(
                "false",
                network.path("Options")
                        .path("com.docker.network.bridge.enable_icc")
                        .asText());
        assertEquals(
                "bgd-" + node.toString().substring(0, 8),
                network.path("Options").path("com.docker.network.bridge.name").asText());
        var id = container.path("Id").asText();
        assertTrue(docker("exec", id, "sh", "-c", "echo x >/x").contains("Read-only"));
        assertEquals("", docker("exec", id, "sh", "-c", "echo x >$HOME/x && echo x >/tmp/x"));
        assertTrue(docker("exec", id, "grep", "CapEff", "/proc/1/status").endsWith("0000000000000000"));
        assertTrue(docker("exec", id, "grep", "NoNewPrivs", "/proc/1/status").endsWith("1"));
    }

    @Test
    void itComesBackWhenItDies() throws Exception {
        start();
        var first = containers().getFirst();
        var lease = guacds.lease();
        docker("kill", first);
        var reason = lease.gone().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertTrue(reason.contains("exit code 137"), reason);
        Await.until("it is back", SOON, () -> guacds.findings().isEmpty());
        assertEquals(1, containers().size());
        assertNotEquals(first, containers().getFirst());
        assertEquals("1 of 1 up", guacds.state());
        Knock.at(guacds.lease().address(), SOON);
    }

    @Test
    void oneThatHangsIsReplaced() throws Exception {
        start();
        var first = containers().getFirst();
        var lease = guacds.lease();
        docker("pause", first);
        var reason = lease.gone().toCompletableFuture().get(2 * SOON.toSeconds(), TimeUnit.SECONDS);
        assertTrue(reason.contains("does not answer any more"), reason);
        Await.until("another one is up", SOON, () -> guacds.findings().isEmpty());
        assertNotEquals(first, containers().getFirst());
    }

    @Test
    void whatAKilledProgramLeftIsReplacedAndNothingElse() {
        var name = "berth-guacd-" + node.toString().substring(0, 8);
        var left = List.of(left(name + "-0", node.toString()), left(name + "-5", node.toString()));
        var foreign = left(name + "-7", UUID.randomUUID().toString());
        try {
            start("guacd-instances=2");
            assertEquals(2, containers().size());
            assertTrue(containers().stream().noneMatch(left::contains));
            guacds.stop();
            assertEquals("true", docker("inspect", "-f", "{{.State.Running}}", foreign));
        } finally {
            docker("rm", "-f", foreign);
        }
    }

    private static String left(String name, String label) {
        return docker(
                "run",
                "-d",
                "--name=" + name,
                "--label=dev.berth.guacd=" + label,
                "--entrypoint=sleep",
                TestGuacd.IMAGE,
                "600");
    }

    @Test
    void anImageThatIsNowhereIsSaid() {
        guacds = TestGuacds.of(node, data, "guacd-image=localhost:1/nowhere/guacd:1");
        guacds.start();
        Await.until(
                "the pull has failed", SOON, () -> guacds.findings().toString().contains("cannot be pulled"));
        var finding = guacds.findings().getFirst();
        assertTrue(finding.contains("localhost:1/nowhere/guacd:1"), finding);
        assertTrue(finding.contains("--guacd-image") && finding.contains("--guacd-binary"), finding);
    }
}
