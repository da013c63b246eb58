package dev.berth.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.OpenStream;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionRoute;
import dev.berth.node.RelayTestNode;
import dev.berth.relay.TestAuthorizer;
import dev.berth.relay.TestGateway;
import dev.berth.topology.Await;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams that are opened before their container is there. */
class HeldStreamTest {
    private static final byte[] CLIENT_3_8 = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);

    private final TestAuthorizer authorizer = new TestAuthorizer();
    private final FakeTargets targets = new FakeTargets();
    private TestGateway gateway;
    private SessionRoute route;
    private CompletableFuture<ContainerTarget> launch;

    @BeforeEach
    void start() {
        gateway = new TestGateway(authorizer, RelayTestNode.fresh());
        gateway.gateway.register(new ContainerDelivery(targets, gateway.relay, gateway.pass, gateway.connections));
        route = gateway.route(DeliveryProtocol.VNC);
        authorizer.allow(route);
        launch = targets.launch(route.sessionId());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    /** A browser that has spoken with the agent as far as it can without a container. */
    private WebSocketBrowser waiting() throws Exception {
        var browser = new WebSocketBrowser(gateway.port(), route.sessionId());
        assertTrue(browser.head.startsWith("HTTP/1.1 101"), browser.head);
        assertArrayEquals(CLIENT_3_8, browser.read(12));
        browser.send(CLIENT_3_8);
        assertArrayEquals(new byte[] {1, 1}, browser.read(2));
        browser.send(new byte[] {1});
        assertArrayEquals(new byte[4], browser.read(4));
        return browser;
    }

    @Test
    void whatTheBrowserSaidMeanwhileArrives() throws Exception {
        try (var server = new FakeRfbServer("RFB 003.008\n", 2, "s3cret-a");
                var browser = waiting()) {
            browser.send("said early".getBytes(StandardCharsets.US_ASCII));
            launch.complete(targets.add(route.sessionId(), DeliveryProtocol.VNC, server.port()));
            server.signedIn.get(60, TimeUnit.SECONDS);
            assertEquals("said early", new String(browser.read(10), StandardCharsets.US_ASCII));
            browser.send("and later".getBytes(StandardCharsets.US_ASCII));
            assertEquals("and later", new String(browser.read(9), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void aBrowserThatIsSlowFindsItsContainer() throws Exception {
        try (var server = new FakeRfbServer("RFB 003.008\n", 2, "s3cret-a");
                var browser = new WebSocketBrowser(gateway.port(), route.sessionId())) {
            assertArrayEquals(CLIENT_3_8, browser.read(12));
            launch.complete(targets.add(route.sessionId(), DeliveryProtocol.VNC, server.port()));
            server.signedIn.get(60, TimeUnit.SECONDS);
            browser.send(CLIENT_3_8);
            browser.read(2);
            browser.send(new byte[] {1});
            browser.read(4);
            browser.send("at last".getBytes(StandardCharsets.US_ASCII));
            assertEquals("at last", new String(browser.read(7), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void aLaunchThatFailsIsTold() throws Exception {
        try (var browser = waiting()) {
            launch.completeExceptionally(new Problem(ProblemCode.LAUNCH_FAILED, "It exits at once."));
            assertEquals(4502, browser.next().closeCode());
        }
    }

    @Test
    void aContainerThatRefusesItsPasswordIsTold() throws Exception {
        try (var server = new FakeRfbServer("RFB 003.008\n", 2, "another");
                var browser = waiting()) {
            launch.complete(targets.add(route.sessionId(), DeliveryProtocol.VNC, server.port()));
            assertEquals(4502, browser.next().closeCode());
        }
    }

    @Test
    void theEndOfTheSessionAndOfTheSignInCutIt() throws Exception {
        try (var browser = waiting()) {
            assertEquals(List.of(new OpenStream(route.sessionId(), route.loginId())), gateway.connections.list());
            gateway.connections.cut(new OpenStream(route.sessionId(), route.loginId()));
            assertEquals(4401, browser.next().closeCode());
        }
        try (var browser = waiting()) {
            gateway.connections.cut(route.sessionId());
            assertEquals(4410, browser.next().closeCode());
        }
    }

    @Test
    void aCutOneIsNotConnectedAfterwards() throws Exception {
        try (var server = new FakeRfbServer("RFB 003.008\n", 2, "s3cret-a");
                var browser = waiting()) {
            browser.send("secret".getBytes(StandardCharsets.US_ASCII));
            gateway.connections.cut(route.sessionId());
            assertEquals(4410, browser.next().closeCode());
            launch.complete(targets.add(route.sessionId(), DeliveryProtocol.VNC, server.port()));
            browser.send("bye".getBytes(StandardCharsets.US_ASCII));
            assertTrue(isOver(browser));
            assertFalse(server.signedIn.isDone());
        }
    }

    /** What was said after the end may be answered with a reset. */
    private static boolean isOver(WebSocketBrowser browser) throws IOException {
        try {
            return browser.socket.getInputStream().read() == -1;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void aNodeThatStopsEndsIt() throws Exception {
        try (var browser = waiting()) {
            gateway.connections.close();
            assertEquals(4503, browser.next().closeCode());
        }
    }

    @Test
    void aNodeThatDrainsTakesNone() throws Exception {
        gateway.connections.drain();
        try (var browser = new WebSocketBrowser(gateway.port(), route.sessionId())) {
            assertEquals(4503, browser.next().closeCode());
        }
    }

    @Test
    void aViewerThatTalksIntoTheVoidIsStopped() throws Exception {
        try (var browser = waiting()) {
            browser.send(new byte[5000]);
            assertEquals(4413, browser.next().closeCode());
        }
    }

    @Test
    void fewWaitForOneSessionAndWhoGoesMakesRoom() throws Exception {
        var open = new ArrayList<WebSocketBrowser>();
        for (int i = 0; i < 4; i++) {
            open.add(waiting());
        }
        try (var browser = new WebSocketBrowser(gateway.port(), route.sessionId())) {
            assertEquals(4409, browser.next().closeCode());
        }
        open.removeFirst().close();
        Await.until("there is room again", Duration.ofSeconds(5), () -> {
            try (var browser = new WebSocketBrowser(gateway.port(), route.sessionId())) {
                return browser.next().opcode() == 2;
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        for (var browser : open) {
            browser.close();
        }
    }

    @Test
    void nobodyWaitsForAnotherIncarnation() throws Exception {
        authorizer.allow(new SessionRoute(
                route.sessionId(),
                2,
                route.owner(),
                route.protocol(),
                route.userId(),
                route.loginId(),
                route.expiresAt()));
        try (var browser = new WebSocketBrowser(gateway.port(), route.sessionId())) {
            assertEquals(4409, browser.next().closeCode());
        }
    }

    @Test
    void theWaitHasAnEnd() {
        var held = new HeldStreams(2, Duration.ofMillis(20));
        var session = UUID.randomUUID();
        var one = held.keep(session, new CompletableFuture<String>());
        var late = assertThrows(ExecutionException.class, () -> one.get(60, TimeUnit.SECONDS));
        assertEquals("TimeoutException", late.getCause().getClass().getSimpleName());
        assertEquals(0, held.count());
    }

    @Test
    void fewWaitInAll() {
        var held = new HeldStreams(2, Duration.ofMinutes(1));
        var one = held.keep(UUID.randomUUID(), new CompletableFuture<String>());
        held.keep(UUID.randomUUID(), new CompletableFuture<String>());
        assertThrows(Problem.class, () -> held.keep(UUID.randomUUID(), new CompletableFuture<String>()));
        assertFalse(one.isDone());
        one.cancel(false);
        held.keep(UUID.randomUUID(), new CompletableFuture<String>());
        assertEquals(2, held.count());
    }
}
