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
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Text messages between a real WebSocket and a program. */
class ConversationTest {
    private static final int LONGEST = 64 * 1024;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestAuthorizer authorizer = new TestAuthorizer();
    private volatile Duration stall = Duration.ofSeconds(30);
    private volatile Function<Conversation, Conversation.Partner> work = Echo::new;
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
                var limits = new Conversation.Limits(LONGEST, stall);
                gateway.relay.converse(arrival, "guacamole", limits, talk -> work.apply(talk));
            }
        });
        route = gateway.route(DeliveryProtocol.GUACAMOLE);
        authorizer.allow(route);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    /** Says what it hears. */
    private static class Echo implements Conversation.Partner {
        final Conversation talk;
        final CompletableFuture<Boolean> left = new CompletableFuture<>();

        Echo(Conversation talk) {
            this.talk = talk;
        }

        @Override
        public void hear(byte[] message) {
            talk.send(message, 0, message.length);
        }

        @Override
        public void rest() {
            talk.flush();
        }

        @Override
        public void left() {
            assertTrue(left.complete(talk.isOver()), "told twice");
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
        work = talk -> new Echo(talk) {
            @Override
            public void hear(byte[] message) {
                throw new Problem(ProblemCode.TARGET_UNREACHABLE, "The machine is off.");
            }
        };
        try (var browser = open()) {
            browser.send("x");
            var end = browser.closed();
            assertEquals(4502, end.closeCode());
            assertEquals("The machine is off.", end.text());
        }
        work = talk -> {
            talk.finish();
            return new Echo(talk);
        };
        try (var browser = open()) {
            assertEquals(1000, browser.closed().closeCode());
        }
        work = talk -> {
            throw new Problem(ProblemCode.RATE_LIMITED, "Too many.");
        };
        try (var browser = open()) {
            assertEquals("Too many.", browser.closed().text());
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

    private CompletableFuture<Echo> echo() {
        var met = new CompletableFuture<Echo>();
        work = talk -> {
            var echo = new Echo(talk);
            met.complete(echo);
            return echo;
        };
        return met;
    }

    @Test
    void ordersEndIt() throws Exception {
        var met = echo();
        try (var browser = open()) {
            gateway.connections.cut(route.sessionId());
            assertEquals(4410, browser.closed().closeCode());
            assertTrue(met.join().left.get(60, TimeUnit.SECONDS));
        }
        work = Echo::new;
        try (var browser = open()) {
            gateway.connections.close();
            assertEquals(4503, browser.closed().closeCode());
        }
    }

    @Test
    void aBrowserThatGoesIsNoticedAfterItsLastWords() throws Exception {
        var heard = new StringBuffer();
        var words = new CompletableFuture<String>();
        work = talk -> new Echo(talk) {
            @Override
            public void hear(byte[] message) {
                heard.append(new String(message, StandardCharsets.UTF_8));
            }

            @Override
            public void left() {
                words.complete(heard.toString());
            }
        };
        try (var browser = open()) {
            browser.send("a");
            browser.send("b");
        }
        assertEquals("ab", words.get(60, TimeUnit.SECONDS));
        TunnelTest.eventually(() -> gateway.connections.count() == 0);
    }

    /** Speaks without end, and no more than there is room for. */
    private static void speak(Conversation talk, AtomicLong sent) {
        var message = new byte[8192];
        while (!talk.isFull() && !talk.isOver()) {
            talk.send(message, 0, message.length);
            sent.addAndGet(message.length);
        }
        if (!talk.isOver()) {
            talk.whenRoom(() -> Thread.ofVirtual().start(() -> speak(talk, sent)));
        }
    }

    @Test
    void aBrowserThatDoesNotReadHoldsTheSpeakerUpAndIsCutOffAtLast() throws Exception {
        stall = Duration.ofSeconds(2);
        var sent = new AtomicLong();
        var met = echo();
        try (var browser = open()) {
            var talk = met.join().talk;
            Thread.ofVirtual().start(() -> speak(talk, sent));
            Await.until("somebody waits for it", SOON, talk::isStalled);
            assertTrue(met.join().left.get(90, TimeUnit.SECONDS));
            // what kernels keep of it is theirs; ours is bounded by the marks of the channel and what is submitted
            assertTrue(sent.get() < 16 << 20, "sent " + sent.get());
            assertEquals(4504, browser.closed().closeCode());
        }
    }

    @Test
    void aBrowserThatReadsLateGetsAllOfIt() throws Exception {
        var sent = new AtomicLong();
        var met = echo();
        try (var browser = open()) {
            var talk = met.join().talk;
            Thread.ofVirtual().start(() -> speak(talk, sent));
            Await.until("somebody waits for it", SOON, talk::isStalled);
            long held = sent.get();
            for (long got = 0; got < 2 * held; ) {
                got += browser.next().payload().length;
            }
        }
        assertTrue(met.join().left.get(60, TimeUnit.SECONDS));
    }

    @Test
    void aFloodThatNobodyTakesPausesTheSocket() throws Exception {
        var received = new AtomicLong();
        var met = new CompletableFuture<Conversation>();
        work = talk -> {
            met.complete(talk);
            return new Echo(talk) {
                @Override
                public void hear(byte[] message) {
                    if (received.getAndAdd(message.length) == 0) {
                        talk.pause();
                    }
                }
            };
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
            assertTrue(received.get() < 1 << 20, "heard " + received.get());
            met.join().readOn();
            flood.join();
            Await.until("all has come", SOON, () -> received.get() == 40_000_000);
        }
    }
}
