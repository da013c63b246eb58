package dev.berth.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.SessionRoute;
import dev.berth.node.RelayTestNode;
import dev.berth.relay.TestAuthorizer;
import dev.berth.relay.TestGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw VNC, bridged to WebSocket, signed in by the agent. */
class VncDeliveryTest {
    private static final byte[] CLIENT_3_8 = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);

    private final TestAuthorizer authorizer = new TestAuthorizer();
    private final FakeTargets targets = new FakeTargets();
    private TestGateway gateway;
    private SessionRoute route;

    @BeforeEach
    void start() {
        gateway = new TestGateway(authorizer, RelayTestNode.fresh());
        gateway.gateway.register(new ContainerDelivery(targets, gateway.relay, gateway.pass, gateway.connections));
        route = gateway.route(DeliveryProtocol.VNC);
        authorizer.allow(route);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private WebSocketBrowser open(FakeRfbServer server) throws Exception {
        targets.add(route.sessionId(), DeliveryProtocol.VNC, server.port());
        var browser = new WebSocketBrowser(gateway.port(), route.sessionId());
        assertTrue(browser.head.startsWith("HTTP/1.1 101"), browser.head);
        return browser;
    }

    private WebSocketBrowser signedIn(FakeRfbServer server) throws Exception {
        var browser = open(server);
        assertArrayEquals(CLIENT_3_8, browser.read(12));
        browser.send(CLIENT_3_8);
        assertArrayEquals(new byte[] {1, 1}, browser.read(2));
        browser.send(new byte[] {1});
        assertArrayEquals(new byte[4], browser.read(4));
        return browser;
    }

    @ParameterizedTest
    @CsvSource({"003.008, 2", "003.007, 2", "003.003, 2", "003.008, 1", "003.007, 1", "003.003, 1", "003.889, 2"})
    void theAgentSignsInAndTheBrowserNeedsNothing(String version, int type) throws Exception {
        try (var server = new FakeRfbServer("RFB " + version + "\n", type, "s3cret-a");
                var browser = signedIn(server)) {
            server.signedIn.get(60, TimeUnit.SECONDS);
            assertTrue(browser.head.toLowerCase().contains("sec-websocket-protocol: binary"), browser.head);
            browser.send("client init and all that follows".getBytes(StandardCharsets.US_ASCII));
            assertEquals("client init and all that follows", new String(browser.read(32), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void anOldViewerIsServedToo() throws Exception {
        try (var server = new FakeRfbServer("RFB 003.008\n", 2, "s3cret-a");
                var browser = open(server)) {
            browser.read(12);
            browser.send("RFB 003.003\n".getBytes(StandardCharsets.US_ASCII));
            assertArrayEquals(new byte[] {0, 0, 0, 1}, browser.read(4));
        }
    }

    @Test
    void aWrongPasswordIsATargetThatDoesNotAnswer() throws Exception {
        try (var server = new FakeRfbServer("RFB 003.008\n", 2, "another")) {
            var browser = open(server);
            assertEquals(4502, browser.next().closeCode());
            browser.close();
        }
    }

    @Test
    void largeMessagesPassInFragmentsAndPieces() throws Exception {
        try (var server = new FakeRfbServer("RFB 003.008\n", 2, "s3cret-a");
                var browser = signedIn(server)) {
            var bytes = new byte[1024 * 1024];
            new Random(5).nextBytes(bytes);
            var sender = Thread.startVirtualThread(() -> {
                try {
                    browser.raw(WebSocketBrowser.frame(0x02, java.util.Arrays.copyOf(bytes, 100_001)));
                    browser.raw(WebSocketBrowser.frame(0x89, "in between".getBytes(StandardCharsets.US_ASCII)));
                    browser.raw(
                            WebSocketBrowser.frame(0x80, java.util.Arrays.copyOfRange(bytes, 100_001, bytes.length)));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            var got = new java.io.ByteArrayOutputStream();
            var pongs = 0;
            while (got.size() < bytes.length) {
                var frame = browser.next();
                if (frame.opcode() == 0xA) {
                    pongs++;
                    assertEquals("in between", new String(frame.payload(), StandardCharsets.US_ASCII));
                } else {
                    got.writeBytes(frame.payload());
                }
            }
            sender.join();
            assertArrayEquals(bytes, got.toByteArray());
            assertEquals(1, pongs);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "8201ff, 1002", // not masked
        "c28100000000ff, 1002", // reserved bit
        "818100000000ff, 1003", // text
        "808100000000ff, 1002", // continuation of nothing
        "838100000000ff, 1002", // unknown opcode
        "098000000000, 1002", // fragmented ping
        "82ff000000000010000100000000, 1009", // longer than 1 MiB
        "82ff800000000000000000000000, 1009", // negative length
        "88820000000003e8, 1000" // close
    })
    void theRulesOfFramesAreKept(String hex, int code) throws Exception {
        try (var server = new FakeRfbServer("RFB 003.008\n", 2, "s3cret-a");
                var browser = signedIn(server)) {
            browser.raw(java.util.HexFormat.of().parseHex(hex));
            var frame = browser.next();
            assertEquals(8, frame.opcode());
            assertEquals(code, frame.closeCode());
        }
    }

    @Test
    void aCutTellsThePageWhy() throws Exception {
        try (var server = new FakeRfbServer("RFB 003.008\n", 2, "s3cret-a");
                var browser = signedIn(server)) {
            gateway.connections.cut(route.sessionId());
            assertEquals(4410, browser.next().closeCode());
        }
    }

    @Test
    void aServerThatEndsEndsTheStream() throws Exception {
        try (var server = new FakeRfbServer("RFB 003.008\n", 2, "s3cret-a");
                var browser = signedIn(server)) {
            server.signedIn.get(60, TimeUnit.SECONDS).close();
            assertEquals(1001, browser.next().closeCode());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void anotherIncarnationIsAnotherWorkspace(int incarnation) throws Exception {
        var other = new SessionRoute(
                route.sessionId(),
                incarnation,
                route.owner(),
                route.protocol(),
                route.userId(),
                route.loginId(),
                route.expiresAt());
        authorizer.allow(other);
        try (var server = new FakeRfbServer("RFB 003.008\n", 2, "s3cret-a")) {
            var browser = open(server);
            assertEquals(incarnation == 1 ? 2 : 8, browser.next().opcode());
            browser.close();
        }
    }

    @Test
    void theProbeSeesABanner() throws Exception {
        var probe = new ProtocolProbe(() -> targets);
        try (var server = new FakeRfbServer("RFB 003.008\n", 2, "s3cret-a")) {
            assertTrue(probe.ready(targets.add(route.sessionId(), DeliveryProtocol.VNC, server.port())));
        }
        int nobody;
        try (var closed = new java.net.ServerSocket(0)) {
            nobody = closed.getLocalPort();
        }
        assertFalse(probe.ready(targets.add(route.sessionId(), DeliveryProtocol.VNC, nobody)));
    }
}
