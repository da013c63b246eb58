package dev.berth.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionRoute;
import dev.berth.node.RelayTestNode;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and how the others are told. */
class EntranceTest {
    private final TestAuthorizer authorizer = new TestAuthorizer();
    private TestGateway gateway;
    private FakeApp app;
    private SessionRoute route;

    @BeforeEach
    void start() throws IOException {
        gateway = new TestGateway(authorizer, RelayTestNode.fresh());
        app = new FakeApp();
        gateway.deliverTo("127.0.0.1", app.port());
        route = gateway.route(DeliveryProtocol.HTTP);
        authorizer.allow(route);
    }

    @AfterEach
    void stop() throws IOException {
        app.close();
        gateway.close();
    }

    private Browser send(String request) throws IOException {
        return new Browser(gateway.port()).send(request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ws", "/websockify", "/api/events?x=1", "/a/b/c", "/.berth/connect", "/.berth/x"})
    void everyPathWithAnUpgradeAndNoCredentialIsRefused(String path) throws Exception {
        var status = send(Browser.bareUpgrade(route.sessionId(), path, "Origin: " + TestAuthorizer.ORIGIN))
                .status();
        assertTrue(status == 401 || status == 400, "status " + status);
        assertFalse(app.wasCalled());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "PROPFIND"})
    void everyMethodWithoutCredentialIsRefused(String method) throws Exception {
        var browser = send(method + " /desktop/" + route.sessionId() + "/x HTTP/1.1\r\nHost: desk.example\r\n\r\n");
        assertEquals(401, browser.status());
        assertFalse(app.wasCalled());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "https://desk.example.evil.example", "http://desk.example"})
    void aForeignOriginIsRefusedByTheAuthorizersWord(String origin) throws Exception {
        var request = Browser.bareUpgrade(
                route.sessionId(), "/", "Origin: " + origin, "Cookie: berth-stream=" + TestAuthorizer.TOKEN);
        assertEquals(403, send(request).status());
        assertEquals(Optional.of(origin), authorizer.asked().getLast().origin());
        assertFalse(app.wasCalled());
    }

    @Test
    void aMissingOriginIsRefusedToo() throws Exception {
        var request = Browser.bareUpgrade(route.sessionId(), "/", "Cookie: berth-stream=" + TestAuthorizer.TOKEN);
        assertEquals(403, send(request).status());
    }

    @Test
    void twoDifferentStreamCookiesAreNone() throws Exception {
        assertEquals(
                401,
                send(Browser.get(route.sessionId(), "/", "Cookie: berth-stream=planted"))
                        .status());
    }

    @ParameterizedTest
    @EnumSource(
            value = ProblemCode.class,
            names = {"SESSION_ENDED", "SESSION_NOT_RUNNING", "UNAVAILABLE", "UNAUTHENTICATED"})
    void aPageOfOursLearnsTheReasonByCloseCode(ProblemCode code) throws Exception {
        authorizer.refuse(route.sessionId().toString(), code);
        var browser = send(Browser.upgrade(route.sessionId(), "/"));
        assertEquals(101, browser.status());
        var frame = browser.in.readNBytes(4);
        assertEquals(0x88, frame[0] & 0xFF);
        assertEquals(code.closeCode(), (frame[2] & 0xFF) << 8 | frame[3] & 0xFF);
        assertTrue(browser.ends());
        assertFalse(app.wasCalled());
    }

    @Test
    void othersGetTheStatusOnly() throws Exception {
        authorizer.refuse(route.sessionId().toString(), ProblemCode.SESSION_ENDED);
        var request = Browser.upgrade(route.sessionId(), "/").replace("Host: desk.example", "Host: other.example");
        assertEquals(410, send(request).status());
    }

    @Test
    void anHttpRefusalIsAProblem() throws Exception {
        authorizer.refuse(route.sessionId().toString(), ProblemCode.SESSION_ENDED);
        var browser = send(Browser.get(route.sessionId(), "/"));
        var head = browser.head();
        assertTrue(head.startsWith("HTTP/1.1 410"), head);
        assertTrue(head.toLowerCase().contains("application/problem+json"), head);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../x",
                "/%2e%2e/x",
                "/a//b",
                "/a%2fb",
                "/a;b",
                "/a\\b",
                "/%252e/",
                "/a%00",
                "/./x",
                "/..",
                "/a%5cb"
            })
    void aPathWithTwoReadingsIsRefused(String path) throws Exception {
        assertEquals(400, send(Browser.get(route.sessionId(), path)).status());
        assertFalse(app.wasCalled());
    }

    @Test
    void anIdHasOneSpelling() throws Exception {
        var upper = Browser.get(route.sessionId(), "/")
                .replace(
                        route.sessionId().toString(),
                        "A" + route.sessionId().toString().substring(1).toUpperCase());
        assertEquals(404, send(upper).status());
        assertEquals(404, send(Browser.get(UUID.randomUUID(), "/")).status());
    }

    @Test
    void oversizedHeadersAreRefused() throws Exception {
        var big = "X-Big: " + "x".repeat(6000);
        var status = send(Browser.get(route.sessionId(), "/", big, big, big)).status();
        assertTrue(status == 413 || status == 431, "status " + status);
        var many = new String[120];
        java.util.Arrays.fill(many, "X-Many: 1");
        assertEquals(413, send(Browser.get(route.sessionId(), "/", many)).status());
        assertFalse(app.wasCalled());
    }

    @Test
    void aGrantIsExchangedForACookieOnTheSessionsPath() throws Exception {
        var head = grant("POST", TestAuthorizer.ORIGIN, TestAuthorizer.GRANT).head();
        assertTrue(head.startsWith("HTTP/1.1 204"), head);
        var lower = head.toLowerCase();
        assertTrue(
                lower.contains("set-cookie: berth-stream=good-token; path=/desktop/" + route.sessionId() + "/;"), head);
        assertTrue(lower.contains("httponly; secure; samesite=strict"), head);
        assertTrue(lower.contains("access-control-allow-origin: https://desk.example"), head);
        assertTrue(lower.contains("access-control-allow-credentials: true"), head);
        assertTrue(lower.contains("vary: origin"), head);
    }

    @Test
    void aConsoleOfAnotherSiteHasACookieToItself() throws Exception {
        var other = grant("POST", TestAuthorizer.ORIGIN, TestAuthorizer.GRANT, "Sec-Fetch-Site: cross-site")
                .head();
        assertTrue(other.contains("; HttpOnly; Secure; SameSite=None; Partitioned"), other);
        var near = grant("POST", TestAuthorizer.ORIGIN, TestAuthorizer.GRANT, "Sec-Fetch-Site: same-site")
                .head();
        assertTrue(near.contains("; HttpOnly; Secure; SameSite=Strict"), near);
    }

    private Browser grant(String method, String origin, String grant, String... more) throws IOException {
        return send(method + " /desktop/" + route.sessionId() + "/.berth/connect HTTP/1.1\r\nHost: desk.example\r\n"
                + "Origin: " + origin + "\r\nContent-Type: text/plain;charset=UTF-8\r\n"
                + (more.length == 0 ? "" : String.join("\r\n", more) + "\r\n")
                + "Content-Length: " + grant.length() + "\r\n\r\n" + grant);
    }

    @Test
    void aForeignPageGetsNoCorsAnswer() throws Exception {
        var head = grant("POST", "https://evil.example", TestAuthorizer.GRANT).head();
        assertTrue(head.startsWith("HTTP/1.1 403"), head);
        assertFalse(head.toLowerCase().contains("access-control"), head);
        var preflight = grant("OPTIONS", "https://evil.example", "").head();
        assertTrue(preflight.startsWith("HTTP/1.1 403"), preflight);
        assertFalse(preflight.toLowerCase().contains("access-control"), preflight);
    }

    @Test
    void ourPageMayAskBefore() throws Exception {
        var head = grant("OPTIONS", TestAuthorizer.ORIGIN, "").head();
        assertTrue(head.startsWith("HTTP/1.1 204"), head);
        assertTrue(head.toLowerCase().contains("access-control-allow-methods: post"), head);
    }

    @Test
    void aGrantIsShortAndPlainText() throws Exception {
        assertEquals(413, grant("POST", TestAuthorizer.ORIGIN, "x".repeat(5000)).status());
        assertEquals(401, grant("POST", TestAuthorizer.ORIGIN, "forged").status());
        assertEquals(400, grant("GET", TestAuthorizer.ORIGIN, "").status());
    }

    @Test
    void aDrainingNodeTakesNothingNew() throws Exception {
        gateway.connections.drain();
        assertEquals(503, send(Browser.get(route.sessionId(), "/")).status());
    }
}
