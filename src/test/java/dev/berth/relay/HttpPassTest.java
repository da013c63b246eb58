package dev.berth.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.SessionRoute;
import dev.berth.node.RelayTestNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plain requests to a container: what goes in, what comes out. */
class HttpPassTest {
    private final TestAuthorizer authorizer = new TestAuthorizer();
    private TestGateway gateway;
    private FakeApp app;
    private Upstream upstream;
    private SessionRoute route;
    private String prefix;

    @BeforeEach
    void start() throws IOException {
        gateway = new TestGateway(authorizer, RelayTestNode.fresh());
        app = new FakeApp();
        upstream = gateway.deliverTo("127.0.0.1", app.port());
        route = gateway.route(DeliveryProtocol.HTTP);
        authorizer.allow(route);
        prefix = "/desktop/" + route.sessionId();
    }

    @AfterEach
    void stop() throws IOException {
        app.close();
        upstream.close();
        gateway.close();
    }

    private Browser get(String below, String... headers) throws IOException {
        return new Browser(gateway.port()).send(Browser.get(route.sessionId(), below, headers));
    }

    @Test
    void whatIsOursStaysOutsideAndWhatTheContainerWantsIsAdded() throws Exception {
        get(
                "/page?q=1",
                "Cookie: theirs=1; berth-session=s; __Host-berth-login=l; other=2",
                "Authorization: Bearer platform",
                "X-Forwarded-For: 6.6.6.6",
                "X-Forwarded-Host: evil.example",
                "Forwarded: for=6.6.6.6",
                "Connection: keep-alive, X-Hop",
                "X-Hop: 1",
                "Berth-Secret: 1",
                "Proxy-Authorization: x");
        var call = app.next();
        assertEquals("GET /page?q=1 HTTP/1.1", call.line());
        assertEquals(List.of("theirs=1; other=2"), call.header("Cookie"));
        assertEquals(List.of("Basic Y29udGFpbmVyOnNlY3JldA=="), call.header("Authorization"));
        assertEquals(List.of("127.0.0.1"), call.header("X-Forwarded-For"));
        assertEquals(List.of("desk.example"), call.header("X-Forwarded-Host"));
        assertEquals(List.of("https"), call.header("X-Forwarded-Proto"));
        assertEquals(List.of(prefix), call.header("X-Forwarded-Prefix"));
        assertEquals(List.of("desk.example"), call.header("Host"));
        assertFalse(call.head().contains("6.6.6.6"), call.head());
        assertFalse(call.head().toLowerCase().contains("berth-"), call.head());
        assertFalse(call.head().contains("X-Hop"), call.head());
    }

    @Test
    void theUpgradeIsCleanedInTheSameWay() throws Exception {
        new Browser(gateway.port())
                .send(Browser.upgrade(route.sessionId(), "/ws?a=b", "Authorization: Bearer platform", "Berth-Hop: 1"));
        var call = app.next();
        assertEquals("GET /ws?a=b HTTP/1.1", call.line());
        assertEquals(List.of("Basic Y29udGFpbmVyOnNlY3JldA=="), call.header("Authorization"));
        assertEquals(List.of(), call.header("Cookie"));
        assertEquals(List.of(TestAuthorizer.ORIGIN), call.header("Origin"));
        assertFalse(call.head().toLowerCase().contains("berth-"), call.head());
    }

    @Test
    void nothingThatReachesBeyondTheSessionComesOut() throws Exception {
        var browser = get("/");
        app.next()
                .send("HTTP/1.1 302 Found\r\nLocation: /login\r\nSet-Cookie: berth-stream=planted; Path=/\r\n"
                        + "Set-Cookie: __Host-berth-login=planted; Path=/\r\n"
                        + "Set-Cookie: app=1; Domain=example; Path=/app; HttpOnly\r\n"
                        + "Clear-Site-Data: \"*\"\r\nService-Worker-Allowed: /\r\nKeep-Alive: timeout=5\r\n"
                        + "Content-Length: 0\r\n\r\n");
        var head = browser.head().toLowerCase();
        assertTrue(head.contains("location: " + prefix + "/login\r\n"), head);
        assertTrue(head.contains("set-cookie: app=1; httponly; path=" + prefix + "/app"), head);
        assertTrue(head.contains("frame-ancestors 'self' https://desk.example:*"), head);
        for (var name : List.of("planted", "domain", "clear-site-data", "service-worker", "keep-alive")) {
            assertFalse(head.contains(name), head);
        }
    }

    @Test
    void aRedirectToItsOwnAddressStaysInside() throws Exception {
        var browser = get("/");
        app.next()
                .send("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:" + app.port()
                        + "/a?b=c\r\nContent-Length: 0\r\n\r\n");
        assertTrue(browser.head().contains("Location: " + prefix + "/a?b=c\r\n"));
    }

    @Test
    void eventsArriveAsTheyAreSent() throws Exception {
        var browser = get("/events");
        var call = app.next();
        call.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
        browser.head();
        for (var i = 0; i < 3; i++) {
            call.send("data: " + i + "\n\n");
            assertEquals("data: " + i, chunk(browser).strip());
        }
        call.socket().close();
        assertEquals("", chunk(browser));
    }

    private static String chunk(Browser browser) throws IOException {
        var size = new StringBuilder();
        for (int next; (next = browser.in.read()) != '\n'; ) {
            size.append((char) next);
        }
        var bytes = browser.in.readNBytes(Integer.parseInt(size.toString().strip(), 16) + 2);
        return new String(bytes, 0, bytes.length - 2, StandardCharsets.ISO_8859_1);
    }

    @Test
    void aBigUploadStreams() throws Exception {
        var size = 64 << 20;
        var browser = new Browser(gateway.port());
        browser.send("POST " + prefix + "/upload HTTP/1.1\r\nHost: desk.example\r\nCookie: berth-stream="
                + TestAuthorizer.TOKEN + "\r\nExpect: 100-continue\r\nContent-Length: " + size + "\r\n\r\n");
        assertEquals(100, browser.status());
        Thread.startVirtualThread(() -> {
            try {
                for (var i = 0; i < 64; i++) {
                    browser.send(new byte[1 << 20]);
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        var call = app.next();
        assertEquals(List.of(Integer.toString(size)), call.header("Content-Length"));
        assertEquals(size, call.socket().getInputStream().readNBytes(size).length);
        call.send("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
        assertEquals(201, browser.status());
    }

    @Test
    void halfAnAnswerDoesNotLookWhole() throws Exception {
        var browser = get("/");
        var call = app.next();
        call.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhalf \r\n");
        browser.head();
        assertEquals("half ", chunk(browser));
        call.socket().close();
        assertEquals(-1, browser.in.read());
    }

    @Test
    void anAbsentContainerIsAProblem() throws Exception {
        app.close();
        assertEquals(502, get("/").status());
    }

    @Test
    void aBrowserThatLeavesEndsTheRequest() throws Exception {
        var browser = get("/events");
        var call = app.next();
        browser.close();
        assertEquals(-1, call.in().read());
        TunnelTest.eventually(() -> gateway.connections.count() == 0);
    }

    @Test
    void headAndNoContentHaveNoBody() throws Exception {
        var browser = new Browser(gateway.port());
        browser.send(Browser.get(route.sessionId(), "/").replace("GET ", "HEAD "));
        app.next().send("HTTP/1.1 200 OK\r\nContent-Length: 77\r\n\r\n");
        var head = browser.head();
        assertTrue(head.toLowerCase().contains("content-length: 77"), head);
        browser.send(Browser.get(route.sessionId(), "/second"));
        assertTrue(gateway.connections.count() <= 1);
    }
}
