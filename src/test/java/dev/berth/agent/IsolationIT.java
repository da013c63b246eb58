package dev.berth.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.model.ExposedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a hostile workspace may not do, tried from inside. */
@Execution(ExecutionMode.SAME_THREAD)
class IsolationIT {
    private static final TestAgent TEST = new TestAgent();
    private static final UUID SESSION = UUID.randomUUID();

    @BeforeAll
    static void launch() {
        TEST.agent.launch(TestAgent.spec(SESSION, 1, TestAgent.IMAGE, TestAgent.RFB), step -> {});
    }

    @AfterAll
    static void leaveNothing() {
        TEST.close();
    }

    /** A real connection from inside. */
    private static boolean reaches(String host, int port) {
        var said = TEST.inside(
                SESSION, "sh", "-c", "nc -w 1 " + host + " " + port + " -e /bin/true && echo reached || echo missed");
        assertTrue(said.contains("reached") || said.contains("missed"), said);
        return said.contains("reached");
    }

    @Test
    void theseTestsCanSeeAConnection() {
        TestAgent.eventually("it is seen", () -> reaches("127.0.0.1", 5901));
    }

    @Test
    void itHasNoCapabilityAndCanGainNone() {
        var status = TEST.inside(SESSION, "cat", "/proc/1/status");
        for (var set : new String[] {"CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"}) {
            assertTrue(status.contains(set + ":\t0000000000000000"), status);
        }
        assertTrue(status.contains("NoNewPrivs:\t1"), status);
        assertTrue(status.contains("Seccomp:\t2"), status);
    }

    @Test
    void itsLimitsAreTheWorkspaces() {
        var host = TEST.inspect(SESSION).getHostConfig();
        assertEquals(64L << 20, host.getMemory());
        assertEquals(host.getMemory(), host.getMemorySwap());
        assertEquals(4096, host.getPidsLimit());
        assertEquals(1_000_000_000L, host.getNanoCPUs());
        assertEquals(8L << 20, host.getShmSize());
        assertEquals("5m", host.getLogConfig().getConfig().get("max-size"));
        assertTrue(TEST.inside(SESSION, "df", "-k", "/dev/shm").contains("8192"));
    }

    @Test
    void itPublishesNoPort() {
        var container = TEST.inspect(SESSION);
        assertNotEquals(Boolean.TRUE, container.getHostConfig().getPublishAllPorts());
        var bindings = container.getNetworkSettings().getPorts().getBindings();
        assertNull(bindings.get(ExposedPort.tcp(5901)));
        assertTrue(bindings.values().stream().allMatch(binding -> binding == null));
    }

    @Test
    void itReachesNoOtherSession() {
        var other = UUID.randomUUID();
        TEST.agent.launch(TestAgent.spec(other, 1, TestAgent.IMAGE, TestAgent.RFB), step -> {});
        var there = TEST.agent.find(other).orElseThrow();
        assertTrue(new BannerProbe().ready(there));
        assertFalse(reaches(there.host(), there.port()));
        TEST.agent.end(other);
    }

    @Test
    void itReachesNoAddressOfItsHost() throws IOException {
        try (var server = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"))) {
            var all = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof java.net.Inet4Address && !address.isLoopbackAddress())
                    .map(InetAddress::getHostAddress)
                    .toList();
            assertFalse(all.isEmpty());
            for (var address : all) {
                assertFalse(reaches(address, server.getLocalPort()), address);
            }
        }
    }

    @Test
    void itReachesNoMetadataService() throws Exception {
        // a metadata service of our own behind a route, so that only the rules can be what stops it
        var network = TEST.docker(docker -> docker.createNetworkCmd()
                        .withName("metadata-" + TEST.node)
                        .withOptions(Map.of("com.docker.network.bridge.name", "mdtest0"))
                        .exec())
                .getId();
        try {
            assertEquals(
                    0,
                    new ProcessBuilder("ip", "address", "add", "169.254.169.254/32", "dev", "mdtest0")
                            .start()
                            .waitFor());
            try (var server = new ServerSocket(0, 50, InetAddress.getByName("169.254.169.254"))) {
                assertFalse(reaches("169.254.169.254", server.getLocalPort()));
            }
        } finally {
            TEST.docker(docker -> docker.removeNetworkCmd(network).exec());
        }
        TestAgent.eventually(
                "packets to the metadata address are dropped when forwarded", () -> dropped("169.254.169.254"));
    }

    /** Whether the rule of the forward chain has counted a packet from the session to this address. */
    private static boolean dropped(String address) {
        reaches(address, 80);
        try (var out = new ProcessBuilder("iptables", "-w", "-nvxL", "BERTH-FORWARD")
                .start()
                .getInputStream()) {
            return new String(out.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains("DROP") && line.contains("169.254.0.0/16"))
                    .map(line -> Arrays.stream(line.strip().split("\\s+"))
                            .findFirst()
                            .orElse("0"))
                    .anyMatch(packets -> Long.parseLong(packets) > 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void itReachesTheWorldAndItsNames() {
        var name = "deb.debian.org";
        assumeTrue(resolves(name), "this machine has no names itself");
        var answer = TEST.inside(SESSION, "nslookup", name);
        assertTrue(answer.contains("127.0.0.11") && answer.contains("Name:"), answer);
        assertTrue(reaches(name, 80), "a web server outside");
    }

    private static boolean resolves(String name) {
        try {
            return !InetAddress.getByName(name).isLoopbackAddress();
        } catch (IOException nameless) {
            return false;
        }
    }

    @Test
    void itKnowsWhoseItIsAndNoMore() {
        var environment = Arrays.asList(TEST.inspect(SESSION).getConfig().getEnv());
        assertTrue(environment.contains("KASM_USER=ada"));
        assertTrue(environment.contains("LANG=C.UTF-8"));
        assertTrue(environment.contains("KASM_ID=" + SESSION.toString().replace("-", "")));
        assertNotEquals(
                TEST.agent.find(SESSION).orElseThrow().password(),
                environment.stream()
                        .filter(line -> line.startsWith("VNC_PW="))
                        .findFirst()
                        .orElse(""));
        assertTrue(
                String.valueOf(TEST.inspect(SESSION).getConfig().getHostName()).startsWith("workspace-"));
    }
}
