package dev.berth.connectionproxy.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.connectionproxy.dial.Sign;
import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.contract.Incident;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RemoteProtocol;
import dev.berth.contract.SessionPolicy;
import dev.berth.contract.SessionRoute;
import dev.berth.node.trace.TestTraces;
import dev.berth.topology.Await;
import io.opentelemetry.api.common.AttributeKey;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The life of a machine's connection, between a real WebSocket and a guacd that speaks the protocol. */
@Timeout(120)
class GuacdDeliveryTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private FakeGuacd guacd;
    private TestProxy proxy;
    private SessionRoute route;

    @BeforeEach
    void start() throws IOException {
        guacd = new FakeGuacd();
        proxy = new TestProxy(guacd.address(), "grace=60s", "liveness=1s");
        route = proxy.session();
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        guacd.close();
    }

    private static void picture(FakeGuacd.Call call, GuacamoleBrowser browser) throws Exception {
        call.send("size", "0", "800", "600");
        call.send("sync", "1000");
        assertEquals(List.of("size", "0", "800", "600"), browser.hears("size"));
        assertEquals(List.of("sync", "1000"), browser.hears("sync"));
        browser.send("sync", "1000");
        call.hears("sync");
    }

    @Test
    void aBrowserAndAMachineHearEachOther() throws Exception {
        try (var browser = proxy.browser(route)) {
            var hello = browser.next();
            assertEquals("", hello.getFirst());
            assertEquals(36, hello.get(1).length());
            var call = guacd.next();
            assertEquals("ssh", call.selected);
            assertTrue(call.introduction.contains(List.of("size", "800", "600", "96")), call.introduction.toString());
            assertTrue(call.introduction.contains(List.of("image", "image/png")), call.introduction.toString());
            assertTrue(call.introduction.contains(List.of("timezone", "Europe/Berlin")), call.introduction.toString());
            assertTrue(call.introduction.contains(List.of("name", "ada")), call.introduction.toString());
            assertEquals("pässword𝄞", call.parameters.get("password"));
            assertEquals("127.0.0.1", call.parameters.get("hostname"));
            picture(call, browser);
            browser.send("", "ping", "123");
            assertEquals(List.of("", "ping", "123"), browser.hears(""));
            browser.send("key", "65", "1");
            assertEquals(List.of("key", "65", "1"), call.hears());
            call.send("name", "日本𝄞");
            call.send("img", "1", "14", "0", "image/png", "0", "0");
            call.send("blob", "1", "A".repeat(8000));
            call.send("end", "1");
            assertEquals(List.of("name", "日本𝄞"), browser.next());
            assertEquals("img", browser.next().getFirst());
            assertEquals(8000, browser.next().get(2).length());
            assertEquals(List.of("end", "1"), browser.next());
            assertEquals(1, proxy.places.get());
        }
    }

    @Test
    void whatKeepsAMachineFromBeingConnectedIsSaid() throws Exception {
        proxy.noMachine =
                Optional.of(new Problem(ProblemCode.TARGET_UNREACHABLE, "Port 22 of machine.test is closed."));
        try (var browser = proxy.browser(route)) {
            var end = browser.closed();
            assertEquals(4502, end.closeCode());
            assertEquals("Port 22 of machine.test is closed.", end.text());
        }
        Await.until("the audit trail knows", SOON, () -> !proxy.incidents.isEmpty());
        assertEquals(Incident.Kind.FAILED, proxy.incidents.getFirst().kind());
        assertEquals("connect", proxy.incidents.getFirst().action());
        proxy.noMachine = Optional.empty();
        proxy.noTarget = Optional.of(new Problem(ProblemCode.CONFLICT, "The server is disabled."));
        try (var browser = proxy.browser(route)) {
            assertEquals(4409, browser.closed().closeCode());
        }
        proxy.noTarget = Optional.empty();
        proxy.guacd = null;
        try (var browser = proxy.browser(route)) {
            assertEquals(4503, browser.closed().closeCode());
        }
        assertEquals(0, proxy.places.get());
    }

    /** The stream is open before its machine is connected; that is traced to its end all the same. */
    @Test
    void connectingAMachineIsPartOfOpeningItsStream() throws Exception {
        try (var traces = TestTraces.collect()) {
            try (var browser = proxy.browser(route)) {
                picture(guacd.next(), browser);
            }
            var opened = traces.span("open stream");
            var connected = traces.part("connect machine", opened.getSpanId());
            assertEquals(
                    route.sessionId().toString(),
                    connected.getAttributes().get(AttributeKey.stringKey("berth.session")));
            proxy.noMachine = Optional.of(new Problem(ProblemCode.TARGET_UNREACHABLE, "Port 22 is closed."));
            var other = proxy.session();
            try (var browser = proxy.browser(other)) {
                assertEquals(4502, browser.closed().closeCode());
            }
            Await.until(
                    "the failure is traced",
                    SOON,
                    () -> traces.spans().stream()
                            .anyMatch(span -> "target-unreachable"
                                    .equals(span.getAttributes().get(AttributeKey.stringKey("error.type")))));
        }
    }

    /** A close frame has room for 123 bytes, and what to do stands at the end of a sentence. */
    @Test
    void aLongReasonIsToldWhole() throws Exception {
        var reason =
                "Port 22 of machine.test is closed. " + "Look whether it runs, and ask who looks after it. ".repeat(4);
        proxy.noMachine = Optional.of(new Problem(ProblemCode.TARGET_UNREACHABLE, reason));
        try (var browser = proxy.browser(route)) {
            browser.hears(""); // the tunnel's id
            assertEquals(List.of("", "reason", reason), browser.hears(""));
            assertEquals(4502, browser.closed().closeCode());
        }
    }

    @Test
    void anErrorOfGuacdReachesThePageAsItIs() throws Exception {
        try (var browser = proxy.browser(route)) {
            var call = guacd.next();
            call.send("error", "Aborted. See logs.", "519");
            call.socket.close();
            assertEquals(List.of("error", "Aborted. See logs.", "519"), browser.hears("error"));
            assertEquals(1000, browser.closed().closeCode());
        }
        Await.until("the audit trail knows", SOON, () -> !proxy.incidents.isEmpty());
        assertTrue(proxy.incidents.getFirst().detail().contains("519"));
        Await.until("the place is free", SOON, () -> proxy.places.get() == 0);
    }

    @Test
    void aGuacdThatDiesIsToldAndAReconnectBeginsAnew() throws Exception {
        try (var browser = proxy.browser(route)) {
            picture(guacd.next(), browser);
            guacd.die();
            var end = browser.closed();
            assertEquals(4503, end.closeCode());
            assertTrue(end.text().contains("Connect again"), end.text());
        }
        try (var browser = proxy.browser(route)) {
            var call = guacd.next();
            assertEquals("ssh", call.selected);
            picture(call, browser);
        }
    }

    /** Guacd 1.3 now and then says the first words before it knows to whom: files, sound and the size of the picture. */
    @Test
    void aBeginningThatGuacdLostIsBegunAnewAndTheBrowserIsNoneTheWiser() throws Exception {
        try (var browser = proxy.browser(route)) {
            var lost = guacd.next();
            lost.send("img", "1", "14", "0", "image/png", "0", "0");
            lost.send("end", "1");
            var call = guacd.next();
            assertEquals(lost.selected, call.selected);
            assertEquals(lost.parameters, call.parameters);
            Await.until("the former is over", SOON, lost::isOver);
            picture(call, browser);
            assertEquals(1, proxy.places.get());
            assertTrue(proxy.incidents.isEmpty(), proxy.incidents.toString());
        }
    }

    /** Better a page that waits than one that is begun for ever. */
    @Test
    void aGuacdThatNeverTellsTheSizeIsBelievedInTheEnd() throws Exception {
        try (var browser = proxy.browser(route)) {
            for (int beginning = 1; beginning <= 6; beginning++) {
                var call = guacd.next();
                call.send("img", "1", "14", "0", "image/png", "0", "0");
                if (beginning == 6) {
                    call.send("sync", "666");
                }
            }
            assertEquals(List.of("sync", "666"), browser.hears("sync"));
        }
    }

    @Test
    void aBrowserThatComesBackJoinsWhatStillRuns() throws Exception {
        FakeGuacd.Call owner;
        try (var browser = proxy.browser(route)) {
            owner = guacd.next();
            picture(owner, browser);
            owner.send("filesystem", "0", "Files");
            browser.hears("filesystem");
            browser.send("file", "3", "text/plain", "a.txt");
            owner.hears("file");
            owner.send("file", "2", "application/octet-stream", "out.bin");
            browser.hears("file");
        }
        // what was left half done is ended, and guacd is answered in the browser's stead
        var first = owner.hears();
        var second = owner.hears();
        assertEquals(List.of("ack", "2", "CLOSED", "517"), first.getFirst().equals("ack") ? first : second);
        assertEquals(List.of("end", "3"), first.getFirst().equals("ack") ? second : first);
        owner.send("sync", "2000");
        assertEquals(List.of("sync", "2000"), owner.hears());
        try (var browser = proxy.browser(route)) {
            var call = guacd.next();
            assertEquals("$" + owner.socket.getPort(), call.selected);
            assertEquals(List.of("filesystem", "0", "Files"), browser.hears("filesystem"));
            call.send("sync", "3000");
            browser.hears("sync");
            browser.send("key", "65", "1");
            assertEquals(List.of("key", "65", "1"), call.hears());
            filesGoThroughTheOwner(browser, call, owner);
        }
        assertEquals(1, proxy.places.get());
    }

    private static void filesGoThroughTheOwner(GuacamoleBrowser browser, FakeGuacd.Call call, FakeGuacd.Call owner)
            throws Exception {
        browser.send("put", "0", "0", "text/plain", "/b.txt");
        assertEquals(List.of("put", "0", "32", "text/plain", "/b.txt"), owner.hears());
        owner.send("ack", "32", "OK", "0");
        assertEquals(List.of("ack", "0", "OK", "0"), browser.hears("ack"));
        browser.send("blob", "0", "QUJD");
        assertEquals(List.of("blob", "32", "QUJD"), owner.hears());
        browser.send("end", "0");
        assertEquals(List.of("end", "32"), owner.hears());
        browser.send("get", "0", "/");
        assertEquals(List.of("get", "0", "/"), owner.hears());
        owner.send("body", "0", "4", "text/plain", "/");
        assertEquals(List.of("body", "0", "65540", "text/plain", "/"), browser.hears("body"));
        browser.send("ack", "65540", "OK", "0");
        assertEquals(List.of("ack", "4", "OK", "0"), owner.hears());
        owner.send("blob", "4", "QUJD");
        assertEquals(List.of("blob", "65540", "QUJD"), browser.hears("blob"));
        owner.send("end", "4");
        assertEquals(List.of("end", "65540"), browser.hears("end"));
        browser.send("clipboard", "1", "text/plain");
        assertEquals(List.of("clipboard", "1", "text/plain"), call.hears());
        browser.send("argv", "1", "text/plain", "font-size");
        assertEquals(List.of("argv", "33", "text/plain", "font-size"), owner.hears());
    }

    @Test
    void withoutAPictureThereIsNothingToComeBackTo() throws Exception {
        try (var browser = proxy.browser(route)) {
            guacd.next();
            assertEquals("", browser.next().getFirst());
        }
        Await.until("the place is free", SOON, () -> proxy.places.get() == 0);
        try (var browser = proxy.browser(route)) {
            assertEquals("ssh", guacd.next().selected);
            try (var other = proxy.browser(route)) {
                assertEquals("ssh", guacd.next().selected);
                assertEquals(4409, browser.closed().closeCode());
                assertEquals("", other.next().getFirst());
            }
        }
    }

    /** guacd goes on telling that it is there; the machine never shows anything. A sign-in may take longer. */
    @Test
    void aMachineThatNeverShowsAPictureIsGivenUp() throws Exception {
        try (var other = new TestProxy(guacd.address(), Duration.ofSeconds(6))) {
            var asked = other.browser(other.session());
            var waits = guacd.next();
            waits.send("required", "username");
            asked.hears("required");
            try (var browser = other.browser(other.session())) {
                var call = guacd.next();
                call.send("nop");
                call.send("name", "a machine");
                browser.hears("name");
                var end = browser.closed();
                assertEquals(4504, end.closeCode());
                assertTrue(end.text().contains("no picture for 6 s"), end.text());
                Await.until("guacd is left", SOON, call::isOver);
            }
            Await.until(
                    "the audit trail knows",
                    SOON,
                    () -> other.incidents.stream()
                            .anyMatch(incident -> incident.action().equals("connect")
                                    && incident.detail().contains("guacd may not reach the machine")));
            asked.send("", "ping", "1");
            asked.hears("");
            waits.send("sync", "1");
            asked.hears("sync");
            asked.close();
        }
    }

    @Test
    void theGraceHasAnEnd() throws Exception {
        try (var other = new TestProxy(guacd.address(), "grace=1s")) {
            var session = other.session();
            FakeGuacd.Call call;
            try (var browser = other.browser(session)) {
                call = guacd.next();
                picture(call, browser);
            }
            Await.until("guacd is left", SOON, call::isOver);
            Await.until("the place is free", SOON, () -> other.places.get() == 0);
        }
    }

    @Test
    void theEndOfTheSessionEndsTheConnectionAndNoOther() throws Exception {
        var neighbour = proxy.session();
        try (var browser = proxy.browser(route);
                var quiet = proxy.browser(neighbour)) {
            var call = guacd.next();
            var second = guacd.next();
            call.send("sync", "1");
            second.send("sync", "1");
            browser.hears("sync");
            quiet.hears("sync");
            proxy.gateway.connections.cut(route.sessionId());
            assertEquals(4410, browser.closed().closeCode());
            Await.until("one place is free", SOON, () -> proxy.places.get() == 1);
            quiet.send("", "ping", "1");
            quiet.hears("");
        }
    }

    @Test
    void aLostMachineIsNoticedAndSaid() throws Exception {
        try (var browser = proxy.browser(route)) {
            picture(guacd.next(), browser);
            proxy.sign = Sign.NONE;
            var end = browser.closed();
            assertEquals(4502, end.closeCode());
            assertTrue(proxy.probes.get() >= 3);
        }
        Await.until("the audit trail knows", SOON, () -> !proxy.incidents.isEmpty());
        assertEquals("session", proxy.incidents.getFirst().action());
    }

    @Test
    void aFrozenMachineIsToldAndKept() throws Exception {
        try (var browser = proxy.browser(route)) {
            var call = guacd.next();
            picture(call, browser);
            proxy.sign = Sign.SILENT;
            var told = browser.hears("");
            while (!told.get(1).equals("silent")) {
                told = browser.hears("");
            }
            assertTrue(told.get(2).contains("may be frozen"), told.get(2));
            Await.until("the audit trail knows", SOON, () -> !proxy.incidents.isEmpty());
            assertEquals("session", proxy.incidents.getFirst().action());
            proxy.sign = Sign.ALIVE;
            while (!told.equals(List.of("", "silent", ""))) {
                told = browser.hears("");
            }
            browser.send("key", "65", "1");
            assertEquals("65", call.hears("key").get(1));
        }
        assertEquals(1, proxy.incidents.size());
    }

    @Test
    void aNewIncarnationIsAnotherMachine() throws Exception {
        try (var browser = proxy.browser(route)) {
            picture(guacd.next(), browser);
            proxy.authorizer.allow(new SessionRoute(
                    route.sessionId(),
                    2,
                    route.owner(),
                    route.protocol(),
                    route.userId(),
                    route.loginId(),
                    route.expiresAt()));
            try (var later = proxy.browser(route)) {
                assertEquals("ssh", guacd.next().selected);
                assertEquals(4409, browser.closed().closeCode());
                assertEquals("", later.next().getFirst());
            }
        }
    }

    @Test
    void thePolicyDecidesWhatGuacdIsTold() throws Exception {
        proxy.protocol = RemoteProtocol.RDP;
        proxy.policy =
                new SessionPolicy(false, false, false, false, false, false, false, true, SessionPolicy.Recording.OFF);
        proxy.parameters =
                Map.of("read-only", "false", "disable-copy", "false", "enable-drive", "true", "recording-path", "/etc");
        try (var browser = proxy.browser(route)) {
            var told = guacd.next().parameters;
            assertEquals("true", told.get("read-only"));
            assertEquals("true", told.get("disable-copy"));
            assertEquals("true", told.get("disable-paste"));
            assertEquals("true", told.get("disable-audio"));
            assertEquals("false", told.get("enable-audio-input"));
            assertEquals("false", told.get("enable-drive"));
            assertEquals("false", told.get("enable-printing"));
            assertEquals("true", told.get("disable-upload"));
            assertEquals("true", told.get("disable-download"));
            assertEquals("de-ch-qwertz", told.get("server-layout"));
            assertEquals("", told.get("recording-path"));
            assertEquals("", browser.next().getFirst());
        }
    }

    @Test
    void badQuestionsAreRefused() {
        for (var query : List.of("?width=0", "?width=99999", "?height=x", "?image=a,b", "?timezone=1;2", "?audio=;")) {
            var refused = org.junit.jupiter.api.Assertions.assertThrows(
                    AssertionError.class, () -> proxy.browser(route, query).close());
            assertTrue(String.valueOf(refused.getMessage()).startsWith("HTTP/1.1 400"), refused.getMessage());
        }
        assertTrue(proxy.incidents.isEmpty());
    }

    @Test
    void aTapSeesTheConnectionAndMayBeTheEndOfIt() throws Exception {
        var seen = new CopyOnWriteArrayList<String>();
        proxy.taps = target -> Optional.of(new InstructionTap() {
            @Override
            public void fromGuacd(Instruction instruction) {
                seen.add("guacd " + instruction.opcode());
                if (instruction.text(0).equals("666")) {
                    throw new Problem(ProblemCode.UNAVAILABLE, "The disk is full.");
                }
            }

            @Override
            public void fromBrowser(Instruction instruction) {
                seen.add("browser " + instruction.opcode());
            }

            @Override
            public void end(String why) {
                seen.add("end " + why);
            }
        });
        try (var browser = proxy.browser(route)) {
            var call = guacd.next();
            picture(call, browser);
            browser.send("key", "65", "1");
            call.hears("key");
            call.send("sync", "666");
            browser.hears("sync");
            Await.until("the tap was closed", SOON, () -> seen.contains("end The disk is full."));
        }
        assertEquals(List.of("guacd SIZE", "guacd SYNC", "browser KEY", "guacd SYNC", "end The disk is full."), seen);
        proxy.policy =
                new SessionPolicy(true, true, true, true, true, true, false, false, SessionPolicy.Recording.REQUIRED);
        var recorded = proxy.session();
        try (var browser = proxy.browser(recorded)) {
            var call = guacd.next();
            call.send("sync", "1");
            browser.hears("sync");
            call.send("sync", "666");
            var end = browser.closed();
            assertEquals(4503, end.closeCode());
            assertEquals("The disk is full.", end.text());
        }
        proxy.taps = target -> {
            throw new Problem(ProblemCode.UNAVAILABLE, "It cannot be recorded.");
        };
        try (var browser = proxy.browser(proxy.session())) {
            assertEquals(4503, browser.closed().closeCode());
        }
    }
}
