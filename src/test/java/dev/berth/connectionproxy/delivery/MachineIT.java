package dev.berth.connectionproxy.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.connectionproxy.dial.Sign;
import dev.berth.connectionproxy.dial.TestDialGuard;
import dev.berth.contract.RemoteProtocol;
import dev.berth.contract.SessionPolicy;
import dev.berth.contract.SessionRoute;
import dev.berth.topology.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real guacd and real machines: what is typed has its effect, and what is forbidden has none. */
class MachineIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Map<String, String> SSH = Map.of("username", "demo", "password", "demo-pass");

    private RealMachine guacd;
    private TestProxy proxy;

    @BeforeEach
    void start() {
        guacd = new RealMachine(RealMachine.GUACD, 4822);
        proxy = new TestProxy(guacd.address, "liveness=2s", "grace=30s");
        proxy.parameters = SSH;
    }

    @AfterEach
    void stop() {
        proxy.close();
        guacd.close();
    }

    private static void answer(GuacamoleBrowser browser) throws IOException {
        browser.send("sync", browser.hears("sync").get(1));
    }

    /** Goes on answering until the condition holds, as a page does. */
    private static void until(GuacamoleBrowser browser, String what, java.util.function.BooleanSupplier condition)
            throws IOException {
        long end = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never happened: " + what);
            }
            browser.send("", "ping", "1");
            while (true) {
                var instruction = browser.next();
                if (instruction == null) {
                    throw new AssertionError("closed before: " + what);
                }
                if (instruction.getFirst().equals("sync")) {
                    browser.send("sync", instruction.get(1));
                } else if (instruction.getFirst().isEmpty()) {
                    break;
                }
            }
        }
    }

    private static boolean has(RealMachine machine, String file) {
        return machine.run("ls /tmp").lines().anyMatch(file::equals);
    }

    private static void type(GuacamoleBrowser browser, String text) throws IOException {
        for (var character : text.codePoints().toArray()) {
            var key = String.valueOf(character == '\n' ? 0xFF0D : character);
            browser.send("key", key, "1");
            browser.send("key", key, "0");
        }
    }

    /** Types a command until it has had its effect: a shell may not be there at once. */
    private static void typedHasItsEffect(GuacamoleBrowser browser, RealMachine machine) throws IOException {
        var file = "/tmp/typed-" + UUID.randomUUID();
        var typed = new long[1];
        until(browser, "the command was typed", () -> {
            try {
                if (System.nanoTime() - typed[0] > Duration.ofSeconds(5).toNanos()) {
                    type(browser, "touch " + file + "\n");
                    typed[0] = System.nanoTime();
                }
                return machine.run("ls " + file).equals(file);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Test
    void whatIsTypedIntoATerminalIsDoneAlsoAfterAReturn() throws Exception {
        try (var machine = new RealMachine(RealMachine.TARGET, 22)) {
            proxy.machine = machine.address;
            var route = proxy.session();
            try (var browser = proxy.browser(route)) {
                answer(browser);
                typedHasItsEffect(browser, machine);
                var kept = "kept-" + route.sessionId();
                type(browser, "export KEPT=" + kept + "; touch /tmp/done-" + kept + "\n");
                // guacd before 1.6 may die of a browser that joins while the terminal draws
                until(browser, "the terminal is at rest", () -> has(machine, "done-" + kept));
            }
            try (var browser = proxy.browser(route)) {
                answer(browser);
                type(browser, "touch /tmp/$KEPT\n");
                until(browser, "the same shell goes on", () -> has(machine, "kept-" + route.sessionId()));
                browser.send("put", "0", "0", "text/plain", "/tmp/carried.txt");
                assertEquals("0", browser.hears("ack").get(3));
                browser.send(
                        "blob",
                        "0",
                        Base64.getEncoder().encodeToString("through the owner".getBytes(StandardCharsets.UTF_8)));
                browser.send("end", "0");
                until(
                        browser,
                        "the file came",
                        () -> machine.run("cat /tmp/carried.txt").equals("through the owner"));
                browser.send("get", "0", "/tmp/carried.txt");
                var body = browser.hears("body");
                browser.send("ack", body.get(2), "OK", "0");
                var blob = browser.hears("blob");
                assertEquals(body.get(2), blob.get(1));
                assertEquals(
                        "through the owner",
                        new String(Base64.getDecoder().decode(blob.get(2)), StandardCharsets.UTF_8));
            }
            assertEquals(1, proxy.places.get());
        }
    }

    @Test
    void aTamperedClientDoesNothingThatIsForbidden() throws Exception {
        try (var machine = new RealMachine(RealMachine.TARGET, 22)) {
            proxy.machine = machine.address;
            proxy.policy = new SessionPolicy(
                    false, false, false, false, false, false, false, true, SessionPolicy.Recording.OFF);
            try (var browser = proxy.browser(proxy.session())) {
                answer(browser);
                type(browser, "touch /tmp/forbidden\n");
                browser.send("clipboard", "1", "text/plain");
                assertEquals("771", browser.hears("ack").get(3));
                browser.send("put", "0", "2", "text/plain", "/tmp/forbidden");
                assertEquals("771", browser.hears("ack").get(3));
                browser.send("blob", "2", "QUJD");
                browser.send("end", "2");
                browser.send("size", "640", "480");
                until(browser, "it was resized all the same", () -> true);
            }
            assertTrue(machine.run("ls /tmp/forbidden").contains("No such file"));
            Await.until(
                    "the audit trail knows",
                    SOON,
                    () -> proxy.incidents.stream()
                            .anyMatch(incident -> incident.action().equals("input")));
        }
    }

    private void use(RealMachine machine, RemoteProtocol protocol) {
        proxy.machine = machine.address;
        proxy.protocol = protocol;
        proxy.parameters = switch (protocol) {
            case SSH -> SSH;
            case VNC -> Map.of("password", "demo-pass");
            case RDP -> Map.of("username", "demo", "password", "demo-pass", "ignore-cert", "true", "security", "any");
        };
    }

    @Test
    void desktopsByVncAndRdpAreDrawnAndUsed() throws Exception {
        for (var protocol : new RemoteProtocol[] {RemoteProtocol.VNC, RemoteProtocol.RDP}) {
            boolean vnc = protocol == RemoteProtocol.VNC;
            try (var machine =
                    new RealMachine(RealMachine.TARGET, vnc ? 5901 : 3389, "MODE=" + (vnc ? "vnc" : "rdp"))) {
                use(machine, protocol);
                var route = proxy.session();
                try (var browser = proxy.browser(route)) {
                    browser.hears("img");
                    answer(browser);
                    until(
                            browser,
                            "a terminal is there",
                            () -> machine.run("pgrep xterm").matches("(?s)[0-9].*"));
                    browser.send("mouse", "200", "200", "0");
                    typedHasItsEffect(browser, machine);
                }
                try (var browser = proxy.browser(route)) {
                    browser.hears("img");
                    answer(browser);
                    typedHasItsEffect(browser, machine);
                }
            }
        }
    }

    @Test
    void aGuacdThatIsKilledIsToldAndAReconnectWorks() throws Exception {
        try (var machine = new RealMachine(RealMachine.TARGET, 22)) {
            proxy.machine = machine.address;
            var route = proxy.session();
            try (var browser = proxy.browser(route)) {
                answer(browser);
                guacd.close();
                var end = browser.closed();
                assertEquals(4503, end.closeCode());
                assertTrue(end.text().contains("Connect again"), end.text());
            }
            guacd = new RealMachine(RealMachine.GUACD, 4822);
            proxy.guacd = guacd.address;
            try (var browser = proxy.browser(route)) {
                answer(browser);
                typedHasItsEffect(browser, machine);
            }
        }
    }

    @Test
    void aMachineThatVanishesIsTold() throws Exception {
        try (var machine = new RealMachine(RealMachine.TARGET, 22)) {
            proxy.machine = machine.address;
            proxy.signs = words -> machine.answers() ? Sign.ALIVE : Sign.NONE;
            try (var browser = proxy.browser(proxy.session())) {
                answer(browser);
                machine.cutOff();
                assertEquals(4502, browser.closed().closeCode());
            }
            Await.until("the audit trail knows", SOON, () -> !proxy.incidents.isEmpty());
        }
    }

    /** Its kernel goes on accepting connections. One that is only quiet is left alone. */
    @Test
    void aMachineThatIsFrozenIsToldAndGoesOn() throws Exception {
        for (var protocol : RemoteProtocol.values()) {
            int port = Map.of(RemoteProtocol.SSH, 22, RemoteProtocol.VNC, 5901, RemoteProtocol.RDP, 3389)
                    .get(protocol);
            var mode = "MODE="
                    + (protocol == RemoteProtocol.SSH ? "none" : protocol.name().toLowerCase(Locale.ROOT));
            try (var machine = new RealMachine(RealMachine.TARGET, port, mode)) {
                var guard = TestDialGuard.allowing(Duration.ofSeconds(6));
                proxy.signs = words -> guard.ask(machine.address, words);
                use(machine, protocol);
                var route = proxy.session();
                try (var browser = proxy.browser(route)) {
                    browser.hears("img");
                    answer(browser);
                    int before = proxy.probes.get();
                    until(browser, "it was asked twice in quiet", () -> proxy.probes.get() >= before + 2);
                    assertEquals(0, incidents(route), proxy.incidents.toString());
                    machine.freeze(true);
                    browser.send("key", "97", "1");
                    browser.send("key", "97", "0");
                    assertTrue(silence(browser).contains("may be frozen"));
                    Await.until("the audit trail knows", SOON, () -> incidents(route) == 1);
                    machine.freeze(false);
                    assertEquals("", silence(browser));
                }
            }
        }
    }

    private long incidents(SessionRoute route) {
        return proxy.incidents.stream()
                .filter(incident -> incident.sessionId().equals(route.sessionId()))
                .count();
    }

    private static String silence(GuacamoleBrowser browser) throws IOException {
        while (true) {
            browser.send("", "ping", "1");
            var instruction = browser.next();
            if (instruction == null) {
                throw new AssertionError("closed");
            }
            if (instruction.getFirst().equals("sync")) {
                browser.send("sync", instruction.get(1));
            } else if (instruction.getFirst().isEmpty() && instruction.get(1).equals("silent")) {
                return instruction.get(2);
            }
        }
    }

    @Test
    void wrongPasswordsAreGuacdsWord() throws Exception {
        try (var machine = new RealMachine(RealMachine.TARGET, 22)) {
            proxy.machine = machine.address;
            proxy.parameters = Map.of("username", "demo", "password", "wrong");
            try (var browser = proxy.browser(proxy.session())) {
                assertEquals("769", browser.hears("error").get(2));
            }
            Await.until("the audit trail knows", SOON, () -> !proxy.incidents.isEmpty());
            assertTrue(proxy.incidents.getFirst().detail().contains("769"));
        }
    }
}
