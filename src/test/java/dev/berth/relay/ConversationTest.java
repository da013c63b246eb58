package dev.berth.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionRoute;
import dev.berth.node.RelayTestNode;
import dev.berth.topology.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Text messages between a real WebSocket and a virtual thread. */
class ConversationTest {
    private static final int LONGEST = 64 * 1024;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestAuthorizer authorizer = new TestAuthorizer();
    private volatile Duration stall = Duration.ofSeconds(30);
    private volatile Consumer<Conversation> work = ConversationTest::echo;
    private TestGateway gateway;
    private SessionRoute route;

    @BeforeEach
    void start() {
        gateway = new TestGateway(authorizer, RelayTestNode.fresh());
        gateway.gateway.register(new Delivery() {
            @Override
            public boolean accepts(SessionRoute any) {
                return true;
            }

            @Override
            public void deliver(Arrival arrival) {
                var limits = new Conversation.Limits(LONGEST, 2 * LONGEST, stall);
                gateway.relay.converse(arrival, "guacamole", limits, talk -> work.accept(talk));
            }
        });
        route = gateway.route(DeliveryProtocol.GUACAMOLE);
        authorizer.allow(route);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static void echo(Conversation talk) {
        while (true) {
            var message = receive(talk);
            if (message.length == 0 && talk.isOver()) {
                return;
            }
            talk.send(message, 0, message.length);
            talk.flush();
        }
    }

    private static byte[] receive(Conversation talk) {
        try {
            return talk.receive(SOON).orElse(new byte[0]);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private TextBrowser open() throws IOException {
        var browser = new TextBrowser(gateway.port(), route.sessionId(), "/guacamole?width=800", "guacamole");
        assertTrue(browser.head.startsWith("HTTP/1.1 101"), browser.head);
        assertTrue(browser.head.toLowerCase().contains("sec-websocket-protocol: guacamole"), browser.head);
        return browser;
    }

    @Test
    void messagesGoBothWaysWholeHoweverTheyAreFragmented() throws Exception {
        try (var browser = open()) {
            browser.send("4.sync,1.1;");
            assertEquals("4.sync,1.1;", browser.next().text());
            var long1 = "ü".repeat(20_000).getBytes(StandardCharsets.UTF_8);
            browser.raw(TextBrowser.frame(0x01, java.util.Arrays.copyOf(long1, 10_001)));
            browser.raw(TextBrowser.frame(0x89, "ping".getBytes(StandardCharsets.US_ASCII)));
            browser.raw(TextBrowser.frame(0x00, new byte[0]));
            browser.raw(TextBrowser.frame(0x80, java.util.Arrays.copyOfRange(long1, 10_001, long1.length)));
            var pong = browser.next();
            assertEquals(Frames.PONG, pong.opcode());
            assertEquals("ping", pong.text());
            assertEquals("ü".repeat(20_000), browser.next().text());
            assertTrue(gateway.connections.traffic().toBrowsers().sum() > 40_000);
        }
        TunnelTest.eventually(() -> gateway.connections.count() == 0);
    }

    @Test
    void whoDoesNotSpeakTheSubprotocolIsRefused() throws Exception {
        try (var browser = new TextBrowser(gateway.port(), route.sessionId(), "/guacamole", "binary")) {
            assertTrue(browser.head.startsWith("HTTP/1.1 400"), browser.head);
        }
    }

    @Test
    void tooLongAMessageAndBinaryOnesAreRefused() throws Exception {
        try (var browser = open()) {
            browser.send(new byte[LONGEST + 1]);
            assertEquals(1009, browser.closed().closeCode());
        }
        try (var browser = open()) {
            for (int i = 0; i < 3; i++) {
                browser.raw(TextBrowser.frame(i == 0 ? 0x01 : 0x00, new byte[LONGEST / 2]));
            }
            assertEquals(1009, browser.closed().closeCode());
        }
        try (var browser = open()) {
            browser.raw(TextBrowser.frame(0x82, new byte[3]));
            assertEquals(1003, browser.closed().closeCode());
        }
    }

    @Test
    void theEndHasItsReason() throws Exception {
        work = talk -> {
            receive(talk);
            throw new Problem(ProblemCode.TARGET_UNREACHABLE, "The machine is off.");
        };
        try (var browser = open()) {
            browser.send("x");
            var end = browser.closed();
            assertEquals(4502, end.closeCode());
            assertEquals("The machine is off.", end.text());
        }
        work = talk -> {};
        try (var browser = open()) {
            assertEquals(1000, browser.closed().closeCode());
        }
        work = talk -> {
            throw new IllegalStateException("a secret of ours");
        };
        try (var browser = open()) {
            var end = browser.closed();
            assertEquals(4500, end.closeCode());
            assertFalse(end.text().contains("secret"));
        }
    }

    @Test
    void ordersEndIt() throws Exception {
        var over = new CompletableFuture<Boolean>();
        work = talk -> {
            receive(talk);
            over.complete(talk.isOver());
        };
        try (var browser = open()) {
            gateway.connections.cut(route.sessionId());
            assertEquals(4410, browser.closed().closeCode());
            assertTrue(over.get(60, TimeUnit.SECONDS));
        }
        work = ConversationTest::echo;
        try (var browser = open()) {
            gateway.connections.close();
            assertEquals(4503, browser.closed().closeCode());
        }
    }

    @Test
    void aBrowserThatGoesIsNoticedAfterItsLastWords() throws Exception {
        var heard = new CompletableFuture<String>();
        var go = new CompletableFuture<Void>();
        work = talk -> {
            go.join();
            heard.complete(new String(receive(talk), StandardCharsets.UTF_8)
                    + new String(receive(talk), StandardCharsets.UTF_8)
                    + receive(talk).length
                    + talk.isOver());
        };
        try (var browser = open()) {
            browser.send("a");
            browser.send("b");
        }
        TunnelTest.eventually(() -> gateway.connections.count() == 0);
        go.complete(null);
        assertEquals("ab0true", heard.get(60, TimeUnit.SECONDS));
    }

    @Test
    void aBrowserThatDoesNotReadHoldsTheWriterUpAndIsCutOffAtLast() throws Exception {
        stall = Duration.ofSeconds(2);
        var sent = new AtomicLong();
        var ended = new CompletableFuture<Long>();
        work = talk -> {
            var message = new byte[8192];
            while (talk.send(message, 0, message.length)) {
                sent.addAndGet(message.length);
            }
            ended.complete(sent.get());
        };
        try (var browser = open()) {
            // what kernels keep of it is theirs; ours is bounded by the marks of the channel and what is submitted
            assertTrue(ended.get(90, TimeUnit.SECONDS) < 16 << 20, "sent " + sent.get());
            assertEquals(4504, browser.closed().closeCode());
        }
    }

    @Test
    void aFloodThatNobodyReadsPausesTheSocket() throws Exception {
        var go = new CompletableFuture<Void>();
        var received = new AtomicLong();
        work = talk -> {
            go.join();
            while (!talk.isOver()) {
                received.addAndGet(receive(talk).length);
            }
        };
        var written = new AtomicLong();
        try (var browser = open()) {
            var message = TextBrowser.frame(TextBrowser.TEXT, new byte[1000]);
            var flood = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 40_000; i++) {
                        browser.raw(message);
                        written.addAndGet(1000);
                    }
                } catch (IOException gone) {
                    throw new AssertionError(gone);
                }
            });
            var before = new AtomicLong(-1);
            Await.until(
                    "the flood is held up",
                    SOON,
                    () -> written.get() > 0 && written.get() == before.getAndSet(written.get()));
            assertTrue(written.get() < 40_000_000, "all was taken");
            go.complete(null);
            flood.join();
            Await.until("all has come", SOON, () -> received.get() == 40_000_000);
        }
    }
}
