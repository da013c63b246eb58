package dev.berth.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.OpenStream;
import dev.berth.contract.Orders;
import dev.berth.contract.SessionRoute;
import dev.berth.node.RelayTestNode;
import dev.berth.topology.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What flows after the upgrade, on real sockets. */
class TunnelTest {
    private final TestAuthorizer authorizer = new TestAuthorizer();
    private TestGateway gateway;
    private FakeApp app;
    private SessionRoute route;

    private record Pair(Browser browser, FakeApp.Call target) {}

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

    private Pair open() throws Exception {
        var browser = new Browser(gateway.port()).send(Browser.upgrade(route.sessionId(), "/ws"));
        var target = app.next().accept();
        var head = browser.head();
        assertTrue(head.startsWith("HTTP/1.1 101"), head);
        assertTrue(head.contains(Upgrade.accept(Browser.KEY)), head);
        return new Pair(browser, target);
    }

    static void eventually(BooleanSupplier condition) {
        Await.until("it comes true", Duration.ofMinutes(2), condition);
    }

    private static Thread sendChunked(OutputStream out, byte[] bytes, long seed) {
        return Thread.startVirtualThread(() -> {
            var random = new Random(seed);
            try {
                for (var at = 0; at < bytes.length; ) {
                    var length = Math.min(bytes.length - at, 1 + random.nextInt(100_000));
                    out.write(bytes, at, length);
                    at += length;
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void bytesArriveExactlyBothWaysInWhateverChunks() throws Exception {
        var pair = open();
        var down = new byte[8 * 1024 * 1024 + 17];
        var up = new byte[4 * 1024 * 1024 + 3];
        new Random(1).nextBytes(down);
        new Random(2).nextBytes(up);
        sendChunked(pair.target.socket().getOutputStream(), down, 3);
        sendChunked(pair.browser.socket.getOutputStream(), up, 4);
        var upwards = new byte[1][];
        var reading = Thread.startVirtualThread(() -> {
            try {
                upwards[0] = pair.target.in().readNBytes(up.length);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertArrayEquals(down, pair.browser.in.readNBytes(down.length));
        reading.join();
        assertArrayEquals(up, upwards[0]);
        assertEquals(down.length, gateway.connections.traffic().toBrowsers().sum());
        assertEquals(up.length, gateway.connections.traffic().fromBrowsers().sum());
    }

    @Test
    void whatTheTargetSaysRightAfterIts101IsNotLost() throws Exception {
        var browser = new Browser(gateway.port()).send(Browser.upgrade(route.sessionId(), "/ws"));
        var call = app.next();
        call.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + Upgrade.accept(Browser.KEY) + "\r\n\r\nfirst words");
        assertEquals(101, browser.status());
        assertEquals("first words", new String(browser.in.readNBytes(11), StandardCharsets.ISO_8859_1));
        browser.close();
    }

    @Test
    void aReaderThatStopsStopsTheSource() throws Exception {
        var pair = open();
        var sent = new AtomicLong();
        var flood = Thread.ofPlatform().start(() -> {
            var block = new byte[64 * 1024];
            try {
                while (sent.get() < 1L << 30) {
                    pair.target.socket().getOutputStream().write(block);
                    sent.addAndGet(block.length);
                }
            } catch (IOException closed) {
                // the test ends it
            }
        });
        // blocked in write, as seen by the counter standing still
        eventually(() -> stands(sent));
        assertTrue(sent.get() < 64L << 20, "the relay took " + sent.get() + " bytes nobody read");
        pair.target.socket().close();
        pair.browser.close();
        flood.join();
    }

    private static boolean stands(AtomicLong counter) {
        var before = counter.get();
        var until = Instant.now().plusMillis(500);
        while (Instant.now().isBefore(until)) {
            Thread.onSpinWait();
        }
        return before > 0 && counter.get() == before;
    }

    @Test
    void aResetOfEitherSideEndsTheOther() throws Exception {
        var one = open();
        one.target.socket().setSoLinger(true, 0);
        one.target.socket().close();
        assertTrue(one.browser.ends());
        var two = open();
        two.browser.socket.setSoLinger(true, 0);
        two.browser.close();
        assertEquals(-1, readOrEnd(two.target));
        eventually(() -> gateway.connections.count() == 0);
    }

    private static int readOrEnd(FakeApp.Call call) {
        try {
            return call.in().read();
        } catch (IOException reset) {
            return -1;
        }
    }

    @Test
    void aHalfClosedSideStillHears() throws Exception {
        var pair = open();
        pair.browser.send("last words").socket.shutdownOutput();
        assertEquals("last words", new String(pair.target.in().readAllBytes(), StandardCharsets.ISO_8859_1));
        pair.target.send("heard");
        assertEquals("heard", new String(pair.browser.in.readNBytes(5), StandardCharsets.ISO_8859_1));
        pair.target.socket().close();
        assertTrue(pair.browser.ends());
        eventually(() -> gateway.connections.count() == 0);
    }

    @Test
    void aCutOrderEndsTheStreamsOfThatSignInOnly() throws Exception {
        var pair = open();
        gateway.connections.obey(Orders.cut(new OpenStream(route.sessionId(), java.util.UUID.randomUUID())));
        assertEquals(List.of(new OpenStream(route.sessionId(), route.loginId())), gateway.connections.list());
        gateway.connections.obey(Orders.cut(new OpenStream(route.sessionId(), route.loginId())));
        assertTrue(pair.browser.ends());
        assertEquals(-1, readOrEnd(pair.target));
        eventually(() -> gateway.connections.list().isEmpty());
    }

    @Test
    void anEndOrderEndsTheSessionsStreams() throws Exception {
        var pair = open();
        gateway.connections.obey(Orders.end(route.sessionId()));
        assertTrue(pair.browser.ends());
    }

    @Test
    void aStreamEndsWhenItsTimeIsOver() throws Exception {
        var pair = open();
        gateway.connections.expire(route.expiresAt().minusSeconds(1));
        assertEquals(1, gateway.connections.count());
        gateway.connections.expire(route.expiresAt());
        assertTrue(pair.browser.ends());
    }
}
