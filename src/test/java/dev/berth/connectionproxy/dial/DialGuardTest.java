package dev.berth.connectionproxy.dial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.node.AddressBlock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialGuardTest {
    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(30);

    private static DialGuard guard(List<String> allow, List<String> deny, DialGuard.Names names) {
        return guard(allow, deny, LONG, names);
    }

    private static DialGuard guard(List<String> allow, List<String> deny, Duration longest, DialGuard.Names names) {
        return new DialGuard(new DialRules(blocks(allow), blocks(deny)), longest, names);
    }

    private static List<AddressBlock> blocks(List<String> texts) {
        return texts.stream().map(AddressBlock::parse).toList();
    }

    private static DialGuard open() {
        return guard(List.of(), List.of(), InetAddress::getAllByName);
    }

    private static Problem refusal(DialGuard guard, String host) {
        return assertThrows(Problem.class, () -> guard.permitted(host, guard.resolve(host)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "::1",
                "[::1]",
                "localhost",
                "LOCALHOST.",
                "0.0.0.0",
                "0.1.2.3",
                "::",
                "169.254.169.254",
                "169.254.1.1",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "224.0.0.1",
                "ff02::1",
                "255.255.255.255",
                "240.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:7f00:1",
                "0:0:0:0:0:ffff:169.254.169.254",
                "::127.0.0.1",
                "::7f00:1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::",
                "2002:a9fe:a9fe::1",
                "2001:0:1::1",
            })
    void whereNoMachineIsStaysShut(String host) {
        var problem = refusal(open(), host);
        assertEquals(ProblemCode.FORBIDDEN, problem.code());
        assertTrue(problem.detail().contains("--dial-allow"), problem.detail());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "0177.0.0.1",
                "127.1",
                "127.0.1",
                "127.0.0.01",
                "127.0.0.0x1",
                "1.2.3.4.5",
                "256.1.1.1",
                "127.0.0.1.",
                "fe80::1%eth0",
                "[127.0.0.1]",
                "::1::",
                ":",
                "",
                " ",
                "a b",
                "host:22",
                "user@host",
                "http://host",
                "host/../x",
                "host\u0000.example.org",
                "①②⑦.⓪.⓪.①",
                "１２７.0.0.1",
                "-host",
                "host..example",
                ".host",
                "desk,4.argv",
                "desk;6.select",
            })
    void oddNotationsAreNoHosts(String host) {
        var problem = refusal(open(), host);
        assertTrue(
                problem.code() == ProblemCode.INVALID || problem.code() == ProblemCode.TARGET_UNREACHABLE,
                problem::toString);
        assertTrue(problem.code() == ProblemCode.INVALID || host.contains(":"), problem::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.7",
                "172.17.0.2",
                "192.168.1.1",
                "203.0.113.7",
                "fd00::7",
                "2001:db8::1",
                "64:ff9b::a00:7"
            })
    void machinesMayBeDialled(String host) {
        assertEquals(1, open().permitted(host, open().resolve(host)).size());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,                  ,             10.1.2.3,         true",
        "10.0.0.0/8,                  ,             192.168.1.1,      false",
        "10.0.0.0/8,                  10.9.0.0/16,  10.9.0.1,         false",
        ",                            10.9.0.0/16,  10.9.0.1,         false",
        ",                            10.9.0.0/16,  10.8.0.1,         true",
        "0.0.0.0/0,                   ,             127.0.0.1,        false",
        "0.0.0.0/0 ::/0,              ,             ::1,              false",
        "127.0.0.1,                   ,             127.0.0.1,        true",
        "127.0.0.0/8,                 ,             127.9.9.9,        true",
        "127.0.0.0/7,                 ,             127.0.0.1,        false",
        "127.0.0.1,                   127.0.0.0/8,  127.0.0.1,        false",
        "10.0.0.0/8,                  ,             2002:a00:1::,     false",
        "2002::/16 10.0.0.0/8,        ,             2002:a00:1::,     true",
        "2002::/16,                   ,             2002:7f00:1::,    false",
    })
    void settingsDecide(String allow, String deny, String address, boolean permitted) {
        var guard = guard(words(allow), words(deny), InetAddress::getAllByName);
        if (permitted) {
            guard.permitted(address, guard.resolve(address));
        } else {
            assertEquals(ProblemCode.FORBIDDEN, refusal(guard, address).code());
        }
    }

    private static List<String> words(String list) {
        return list == null ? List.of() : List.of(list.split(" "));
    }

    private static DialGuard.Names names(String... addresses) {
        return name -> Arrays.stream(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }

    @Test
    void aNameThatHidesALoopbackAddressGainsNothing() {
        var mixed = guard(List.of(), List.of(), names("127.0.0.1", "10.0.0.7", "::1"));
        assertEquals(
                List.of(InetAddress.ofLiteral("10.0.0.7")), mixed.permitted("trap", mixed.resolve("trap.example.org")));
        var hidden = guard(List.of(), List.of(), names("127.0.0.1", "169.254.169.254"));
        var problem = refusal(hidden, "trap.example.org");
        assertTrue(problem.detail().contains("127.0.0.1 is a loopback address"), problem.detail());
        assertTrue(problem.detail().contains("metadata"), problem.detail());
    }

    @Test
    void aNameIsAskedForOnceAndTheCheckedAddressIsDialled() throws IOException {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var asked = new AtomicInteger();
            var rebinding = guard(List.of("127.0.0.0/8"), List.of(), name ->
                    new InetAddress[] {InetAddress.ofLiteral(asked.incrementAndGet() == 1 ? "127.0.0.1" : "10.0.0.1")});
            var dialled = rebinding.dial("rebind.example.org", server.getLocalPort());
            assertEquals("127.0.0.1", dialled.getAddress().getHostAddress());
            assertEquals(1, asked.get());
            assertEquals(Sign.ALIVE, rebinding.ask(dialled, Optional.empty()));
        }
    }

    @Test
    void everyFailureHasItsSentence() throws IOException {
        var unknown = guard(List.of(), List.of(), name -> {
            throw new UnknownHostException(name);
        });
        var name = assertThrows(Problem.class, () -> unknown.dial("nowhere.example.org", 22));
        assertEquals(ProblemCode.TARGET_UNREACHABLE, name.code());
        assertTrue(name.detail().contains("host name nowhere.example.org is not known"), name.detail());

        var local = guard(List.of("127.0.0.0/8"), List.of(), InetAddress::getAllByName);
        int closed;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = server.getLocalPort();
        }
        var port = assertThrows(Problem.class, () -> local.dial("127.0.0.1", closed));
        assertEquals(ProblemCode.TARGET_UNREACHABLE, port.code());
        assertTrue(port.detail().contains("Port " + closed + " of 127.0.0.1 is closed"), port.detail());
        assertEquals(Sign.NONE, local.ask(new InetSocketAddress("127.0.0.1", closed), Optional.empty()));
        assertEquals(
                ProblemCode.INVALID,
                assertThrows(Problem.class, () -> local.dial("127.0.0.1", 70_000))
                        .code());
    }

    @Test
    void silenceIsBounded() throws IOException {
        var stuck = guard(List.of(), List.of(), SOON, name -> {
            try {
                new java.util.concurrent.CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(name);
        });
        var dns = assertThrows(Problem.class, () -> stuck.resolve("slow.example.org"));
        assertEquals(ProblemCode.TIMEOUT, dns.code());

        // a full backlog swallows connections as a firewall would
        var local = guard(List.of("127.0.0.0/8"), List.of(), SOON, InetAddress::getAllByName);
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var waiting = new ArrayList<java.net.Socket>();
            Problem silent = null;
            for (int i = 0; i < 10 && silent == null; i++) {
                try {
                    waiting.add(local.connect("full", List.of(InetAddress.getLoopbackAddress()), full.getLocalPort()));
                } catch (Problem problem) {
                    silent = problem;
                }
            }
            for (var socket : waiting) {
                socket.close();
            }
            assertEquals(ProblemCode.TIMEOUT, silent.code());
            assertTrue(silent.detail().contains("did not answer within 500 ms"), silent.detail());
        }
    }
}
