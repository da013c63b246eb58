package dev.berth.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.SessionRoute;
import dev.berth.node.RelayTestNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests made to be read differently by two parties. */
class SmugglingTest {
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

    private String start(String method) {
        return method + " /desktop/" + route.sessionId() + "/ HTTP/1.1\r\nHost: desk.example\r\n"
                + "Cookie: berth-stream=" + TestAuthorizer.TOKEN + "\r\n";
    }

    private void refusedAndClosed(String request) throws IOException {
        var browser = send(request);
        var status = browser.status();
        assertTrue(status == 0 || (status >= 400 && status < 500), "status " + status);
        assertTrue(browser.ends());
        assertFalse(app.wasCalled());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
                "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Host: other.example\r\n\r\n",
                "X-Bare: a\nX-Line: b\n\n",
                "X-Space : a\r\n\r\n"
            })
    void framingWithTwoReadingsIsRefused(String rest) throws Exception {
        refusedAndClosed(start("POST") + rest);
    }

    @Test
    void aChunkedBodyIsTheLastOnItsConnection() throws Exception {
        var browser =
                send(start("POST") + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n" + start("GET") + "\r\n");
        var call = app.next();
        assertEquals("chunked", call.header("Transfer-Encoding").getFirst());
        call.send("HTTP/1.1 204 No Content\r\n\r\n");
        assertEquals(204, browser.status());
        assertTrue(browser.ends());
        assertEquals(1, authorizer.asked().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 3\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"})
    void anUpgradeWithABodyIsRefused(String rest) throws Exception {
        var upgrade = Browser.upgrade(route.sessionId(), "/");
        refusedAndClosed(upgrade.substring(0, upgrade.length() - 2) + rest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "TLS/1.2", "websocket, h2c", "websocket/13"})
    void nothingButWebSocketIsAnUpgrade(String protocol) throws Exception {
        refusedAndClosed(Browser.upgrade(route.sessionId(), "/").replace("Upgrade: websocket", "Upgrade: " + protocol));
    }

    @Test
    void h2cWithSettingsIsRefused() throws Exception {
        refusedAndClosed(start("GET") + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                + "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-WebSocket-Version: 13", "Connection: Upgrade", "Upgrade: websocket"})
    void aHandshakeLacksNothing(String header) throws Exception {
        refusedAndClosed(Browser.upgrade(route.sessionId(), "/").replace(header + "\r\n", ""));
    }

    @Test
    void aHandshakeNeedsASoundKey() throws Exception {
        refusedAndClosed(Browser.upgrade(route.sessionId(), "/").replace(Browser.KEY, "short"));
        refusedAndClosed(Browser.upgrade(route.sessionId(), "/").replace("GET ", "POST "));
        refusedAndClosed(Browser.upgrade(route.sessionId(), "/").replace("HTTP/1.1", "HTTP/1.0"));
    }

    @Test
    void connectIsRefused() throws Exception {
        refusedAndClosed("CONNECT 127.0.0.1:" + app.port() + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    }

    @Test
    void aRequestAfterAFailedUpgradeIsNeverServed() throws Exception {
        var request = Browser.bareUpgrade(route.sessionId(), "/") + Browser.get(route.sessionId(), "/secret");
        refusedAndClosed(request);
        assertTrue(authorizer.asked().stream().allMatch(asked -> asked.webSocket()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0082\u0085abcdefghi", "GET /x HTTP/1.1\r\nHost: desk.example\r\n\r\n"})
    void bytesBefore101EndTheConnectionAndAreNotForwarded(String early) throws Exception {
        var browser = send(Browser.upgrade(route.sessionId(), "/") + early);
        try {
            var call = app.next();
            call.accept();
            assertTrue(browser.ends());
            assertEquals(-1, call.in().read());
        } catch (AssertionError notEvenAsked) {
            assertTrue(browser.ends());
        }
    }

    @Test
    void bytesThatComeWhileTheTargetThinksEndTheConnection() throws Exception {
        var browser = send(Browser.upgrade(route.sessionId(), "/"));
        var call = app.next();
        browser.send("optimistic\r\n\r\n");
        assertTrue(browser.ends());
        call.accept();
        assertEquals(-1, call.in().read());
    }
}
