package dev.berth.connectionproxy.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.Incident;
import dev.berth.contract.SessionPolicy;
import dev.berth.contract.SessionRoute;
import dev.berth.topology.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client that ignores the page gets through: nothing that the policy forbids. */
@Timeout(120)
class PolicyTest {
    private static final int PIECE_BYTES = 6000;
    private static final String PIECE = "QUFB".repeat(PIECE_BYTES / 3);

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final SessionPolicy.Recording OFF = SessionPolicy.Recording.OFF;
    static final SessionPolicy CLOSED =
            new SessionPolicy(false, false, false, false, false, false, false, false, SessionPolicy.Recording.OFF);
    private static final SessionPolicy LOOK =
            new SessionPolicy(true, true, true, true, true, true, true, true, SessionPolicy.Recording.OFF);

    private FakeGuacd guacd;
    private TestProxy proxy;
    private SessionRoute route;

    @BeforeEach
    void start() throws IOException {
        guacd = new FakeGuacd();
        proxy = new TestProxy(guacd.address(), "clipboard-limit=1M");
        route = proxy.session();
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        guacd.close();
    }

    private void told(String action) {
        Await.until(
                action + " is in the audit trail",
                SOON,
                () -> proxy.incidents.stream()
                        .anyMatch(incident -> incident.kind() == Incident.Kind.DENIED
                                && incident.action().equals(action)));
    }

    private static void refuses(GuacamoleBrowser browser, FakeGuacd.Call call, String stream, String... opening)
            throws Exception {
        browser.send(opening);
        var ack = browser.hears("ack");
        assertEquals(stream, ack.get(1));
        assertEquals("771", ack.get(3));
        browser.send("blob", stream, "QUJD");
        browser.send("end", stream);
        browser.send("size", "1", "1");
        assertEquals("size", call.hears().getFirst());
    }

    private static void drops(GuacamoleBrowser browser, FakeGuacd.Call call, String stream, String... opening)
            throws Exception {
        call.send(opening);
        call.send("blob", stream, "QUJD");
        call.send("end", stream);
        call.send("sync", "7");
        assertEquals("sync", browser.next().getFirst());
        var ack = call.hears("ack");
        assertEquals(List.of("ack", stream, "FORBIDDEN", "771"), ack);
    }

    @Test
    void whatIsForbiddenReachesNobody() throws Exception {
        proxy.policy = CLOSED;
        try (var browser = proxy.browser(route)) {
            var call = browser.meet(guacd);
            refuses(browser, call, "1", "clipboard", "1", "text/plain");
            refuses(browser, call, "2", "file", "2", "text/plain", "a");
            refuses(browser, call, "3", "put", "0", "3", "text/plain", "a");
            refuses(browser, call, "4", "pipe", "4", "text/plain", "a");
            refuses(browser, call, "5", "audio", "5", "audio/L16;rate=44100,channels=2");
            browser.send("get", "0", "/");
            drops(browser, call, "11", "clipboard", "11", "text/plain");
            drops(browser, call, "12", "file", "12", "application/octet-stream", "a");
            drops(browser, call, "13", "file", "13", "application/pdf", "a");
            drops(browser, call, "14", "audio", "14", "audio/L16");
            drops(browser, call, "15", "body", "0", "15", "text/plain", "a");
            call.send("filesystem", "0", "Files");
            call.send("img", "12", "14", "0", "image/png", "0", "0");
            call.send("blob", "12", "QUJD");
            assertEquals("img", browser.next().getFirst());
            assertEquals("blob", browser.next().getFirst());
            for (var action :
                    List.of("clipboard-in", "clipboard-out", "upload", "download", "printing", "audio", "microphone")) {
                told(action);
            }
        }
        Await.until("the rest is told at the end", SOON, () -> {
            proxy.gateway.connections.cut(route.sessionId());
            return proxy.incidents.stream()
                            .filter(incident -> incident.action().equals("upload"))
                            .mapToInt(Incident::count)
                            .sum()
                    == 3;
        });
    }

    @Test
    void whatIsAllowedPassesBothWays() throws Exception {
        proxy.policy = new SessionPolicy(true, true, true, true, true, true, true, false, OFF);
        try (var browser = proxy.browser(route)) {
            var call = browser.meet(guacd);
            for (var opening : new String[][] {
                {"audio", "1", "audio/L16;rate=44100,channels=2"},
                {"clipboard", "2", "text/plain"},
                {"file", "3", "application/octet-stream", "a"}
            }) {
                browser.send(opening);
                assertEquals(List.of(opening), call.hears());
                browser.send("blob", opening[1], "QUJD");
                assertEquals(List.of("blob", opening[1], "QUJD"), call.hears());
                browser.send("end", opening[1]);
                assertEquals(List.of("end", opening[1]), call.hears());
            }
            for (var opening : new String[][] {
                {"audio", "11", "audio/L16;rate=44100,channels=2"},
                {"clipboard", "12", "text/plain"},
                {"file", "13", "application/pdf", "printed"},
                {"file", "14", "application/octet-stream", "a"}
            }) {
                call.send(opening);
                assertEquals(List.of(opening), browser.next());
                call.send("blob", opening[1], "QUJD");
                assertEquals(List.of("blob", opening[1], "QUJD"), browser.next());
                call.send("end", opening[1]);
                assertEquals(List.of("end", opening[1]), browser.next());
            }
        }
        assertTrue(proxy.incidents.isEmpty(), proxy.incidents.toString());
    }

    /** One thing is forbidden at a time, and the others still pass. */
    @Test
    void soundPrintingAndTheMicrophoneAreForbiddenOneByOne() throws Exception {
        var audio = new String[] {"audio", "11", "audio/L16"};
        var print = new String[] {"file", "12", "application/pdf", "printed"};
        var load = new String[] {"file", "13", "application/octet-stream", "a"};
        var speak = new String[] {"audio", "1", "audio/L16"};
        var policies = Map.of(
                "audio", new SessionPolicy(true, true, true, true, true, false, true, false, OFF),
                "printing", new SessionPolicy(true, true, true, true, false, true, true, false, OFF),
                "microphone", new SessionPolicy(true, true, true, true, true, true, false, false, OFF));
        for (var denied : policies.keySet()) {
            proxy.policy = policies.get(denied);
            try (var browser = proxy.browser(proxy.session())) {
                var call = browser.meet(guacd);
                for (var opening : List.of(audio, print, load)) {
                    boolean isDenied =
                            opening == audio && denied.equals("audio") || opening == print && denied.equals("printing");
                    if (isDenied) {
                        drops(browser, call, opening[1], opening);
                    } else {
                        call.send(opening);
                        assertEquals(List.of(opening), browser.next(), denied);
                    }
                }
                if (denied.equals("microphone")) {
                    refuses(browser, call, "1", speak);
                } else {
                    browser.send(speak);
                    assertEquals(List.of(speak), call.hears("audio"), denied);
                }
            }
            told(denied);
        }
    }

    @Test
    void whoOnlyLooksOnCanSignInAndResizeAndNoMore() throws Exception {
        proxy.policy = LOOK;
        try (var browser = proxy.browser(route)) {
            var call = browser.meet(guacd);
            browser.send("key", "65", "1");
            browser.send("mouse", "1", "1", "1");
            browser.send("touch", "0", "1", "1", "1", "1", "0", "1");
            refuses(browser, call, "1", "clipboard", "1", "text/plain");
            refuses(browser, call, "2", "file", "2", "text/plain", "a");
            refuses(browser, call, "3", "audio", "3", "audio/L16");
            refuses(browser, call, "4", "argv", "4", "text/plain", "font-size");
            refuses(browser, call, "4", "argv", "4", "text/plain", "password");
            call.send("required", "username", "password");
            assertEquals(List.of("required", "username", "password"), browser.next());
            browser.send("argv", "4", "text/plain", "password");
            browser.send("blob", "4", "QUJD");
            browser.send("end", "4");
            assertEquals(List.of("argv", "4", "text/plain", "password"), call.hears());
            assertEquals(List.of("blob", "4", "QUJD"), call.hears());
            assertEquals(List.of("end", "4"), call.hears());
            told("input");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6.select,3.vnc;",
                "7.connect,1.x;",
                "4.args;",
                "5.ready,1.x;",
                "5.video,1.1,9.video/mp4;",
                "9.undefined;",
                "3.key,2.65,1.1",
                "03.key,2.65,1.1;",
                "3.key;;",
                "garbage",
                "4.blob,1.0,9000.x;"
            })
    void inventionsEndTheConversation(String message) throws Exception {
        try (var browser = proxy.browser(route)) {
            var call = browser.meet(guacd);
            browser.send("key", "65", "1");
            call.hears("key");
            browser.socket.send(message);
            assertEquals(4400, browser.closed().closeCode());
            assertTrue(call.heardNothing());
        }
        told("protocol");
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws Exception {
        try (var browser = proxy.browser(route)) {
            browser.meet(guacd);
            browser.socket.send(new byte[] {'3', '.', 'n', 'o', (byte) 0xFF, ';'});
            assertEquals(4400, browser.closed().closeCode());
        }
    }

    /** Hears a text of which at most a megabyte comes, and says what comes after it. */
    private static List<String> afterWhatFits(Callable<List<String>> hears) throws Exception {
        assertEquals("clipboard", hears.call().getFirst());
        int pieces = 0;
        var next = hears.call();
        while (next.getFirst().equals("blob")) {
            pieces++;
            next = hears.call();
        }
        assertTrue(pieces * PIECE_BYTES <= 1 << 20, pieces + " pieces");
        return next;
    }

    @Test
    void aClipboardThatIsTooLargeNeverArrivesInPart() throws Exception {
        try (var browser = proxy.browser(route)) {
            var call = browser.meet(guacd);
            browser.send("clipboard", "0", "text/plain");
            for (long sent = 0; sent < 10 << 20; sent += PIECE_BYTES) {
                browser.send("blob", "0", PIECE);
            }
            browser.send("end", "0");
            browser.send("key", "65", "1");
            var ack = browser.hears("ack");
            assertEquals("781", ack.get(3));
            assertTrue(ack.get(2).contains("1024 KiB"), ack.get(2));
            assertEquals("key", afterWhatFits(call::hears).getFirst());
            browser.send("clipboard", "0", "text/plain");
            browser.send("blob", "0", "QUFB");
            browser.send("end", "0");
            assertEquals("clipboard", call.hears().getFirst());
            assertEquals("blob", call.hears().getFirst());
            assertEquals("end", call.hears().getFirst());
        }
    }

    @Test
    void aClipboardThatIsTooLargeNeverLeavesInPart() throws Exception {
        try (var browser = proxy.browser(route)) {
            var call = browser.meet(guacd);
            call.send("clipboard", "3", "text/plain");
            for (long sent = 0; sent < 10 << 20; sent += PIECE_BYTES) {
                call.send("blob", "3", PIECE);
            }
            call.send("end", "3");
            call.send("clipboard", "3", "text/plain");
            call.send("blob", "3", "QUFB");
            call.send("end", "3");
            var notice = afterWhatFits(browser::next);
            assertEquals("not-copied", notice.get(1));
            assertTrue(notice.get(2).contains("1024 KiB"), notice.get(2));
            assertEquals(List.of("ack", "3", "OVERRUN", "781"), call.hears("ack"));
            assertEquals("clipboard", browser.next().getFirst());
            assertEquals("blob", browser.next().getFirst());
            assertEquals("end", browser.next().getFirst());
        }
        told("clipboard-size");
    }

    @Test
    void onlySoManyStreamsAreOpenAtOnce() throws Exception {
        try (var browser = proxy.browser(route)) {
            browser.meet(guacd);
            browser.send("file", "32", "text/plain", "a");
            assertEquals("797", browser.hears("ack").get(3));
            browser.send("file", "-1", "text/plain", "a");
            assertEquals(4400, browser.closed().closeCode());
        }
    }
}
