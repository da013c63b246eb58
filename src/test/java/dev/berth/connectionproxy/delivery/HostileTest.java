package dev.berth.connectionproxy.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.SessionRoute;
import dev.berth.topology.Await;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines, and a guacd in their hands, that want to do harm: a clear end, bounded memory, and neighbours that notice nothing. */
@Timeout(120)
class HostileTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    private FakeGuacd guacd;
    private FakeGuacd sound;
    private TestProxy proxy;
    private SessionRoute route;
    private GuacamoleBrowser neighbour;
    private FakeGuacd.Call neighboursCall;

    @BeforeEach
    void start() throws Exception {
        guacd = new FakeGuacd();
        sound = new FakeGuacd();
        proxy = new TestProxy(sound.address(), "connect-timeout=5s");
        neighbour = proxy.browser(proxy.session());
        neighboursCall = neighbour.meet(sound);
        proxy.guacd = guacd.address();
        route = proxy.session();
    }

    @AfterEach
    void stop() throws Exception {
        // whatever happened, the neighbour's session goes on
        neighboursCall.send("sync", "4711");
        assertEquals(List.of("sync", "4711"), neighbour.hears("sync"));
        neighbour.send("key", "66", "1");
        assertEquals(List.of("key", "66", "1"), neighboursCall.hears("key"));
        neighbour.close();
        proxy.close();
        guacd.close();
        sound.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"garbage", "4.sync", "99999.x", "3.abcd;", "RFB 003.008\n", "SSH-2.0-OpenSSH_9\r\n", "\u0000"})
    void nonsenseEndsItsOwnSession(String nonsense) throws Exception {
        try (var browser = proxy.browser(route)) {
            var call = guacd.next();
            call.raw("4.sync,1.1;" + nonsense);
            call.socket.close();
            assertEquals(4503, browser.closed().closeCode());
        }
        Await.until("its place is free", SOON, () -> proxy.places.get() == 1);
    }

    @Test
    void anInstructionWithoutEndIsCutOff() throws Exception {
        try (var browser = proxy.browser(route)) {
            var call = guacd.next();
            call.raw("4.blob,1.1,65000.");
            var sent = new AtomicLong();
            Thread.ofVirtual().start(() -> {
                try {
                    while (sent.addAndGet(8192) < 1 << 30) {
                        call.raw("A".repeat(8192));
                    }
                } catch (IOException cut) {
                    // as it should be
                }
            });
            assertEquals(4503, browser.closed().closeCode());
            assertTrue(sent.get() < 32 << 20, "it took " + sent.get());
        }
    }

    @Test
    void aHandshakeWithoutEndHasOne() throws Exception {
        guacd.script(call -> {
            while (true) {
                call.send("nop");
            }
        });
        try (var browser = proxy.browser(route)) {
            assertEquals(4504, browser.closed().closeCode());
        }
        guacd.script(call -> {
            call.read();
            call.send("args", "VERSION_1_3_0");
            while (true) {
                call.send("sync", "1");
            }
        });
        try (var browser = proxy.browser(route)) {
            assertEquals(4504, browser.closed().closeCode());
        }
        guacd.script(call -> call.raw("A".repeat(100_000)));
        try (var browser = proxy.browser(route)) {
            assertEquals(4503, browser.closed().closeCode());
        }
        guacd.script(call -> call.socket.close());
        try (var browser = proxy.browser(route)) {
            assertEquals(4503, browser.closed().closeCode());
        }
        guacd.script(call -> {
            call.read();
            call.send("error", "No such protocol.", "519");
        });
        try (var browser = proxy.browser(route)) {
            var end = browser.closed();
            assertEquals(4502, end.closeCode());
            assertTrue(end.text().contains("No such protocol."), end.text());
        }
    }

    @Test
    void bytesThatAreNoTextDoNotEndATerminal() throws Exception {
        try (var browser = proxy.browser(route)) {
            var call = guacd.next();
            call.raw(new byte[] {'4', '.', 'n', 'a', 'm', 'e', ',', '2', '.', (byte) 0xFF, 'x', ';'});
            assertEquals(List.of("name", "?x"), browser.hears("name"));
        }
    }

    @Test
    void aGuacdThatNeverReadsIsGivenUp() throws Exception {
        guacd.script(call -> {
            var names = new ArrayList<>(List.of("args"));
            names.addAll(FakeGuacd.NAMES);
            call.read();
            call.send(names.toArray(String[]::new));
            while (!call.read().getFirst().equals("connect")) {
                // the rest of the introduction
            }
            call.send("ready", "$1");
            call.send("sync", "1");
        });
        try (var browser = proxy.browser(route)) {
            browser.hears("sync");
            var written = new AtomicLong();
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        browser.send("mouse", "1", "1", "0");
                        written.incrementAndGet();
                    }
                } catch (IOException cut) {
                    // as it should be
                }
            });
            assertEquals(4503, browser.closed().closeCode());
            assertTrue(written.get() * 18 < 64 << 20, "it took " + written.get());
        }
    }

    @Test
    void floodsThatNobodyReadsStayInBounds() throws Exception {
        int sessions = 24;
        var browsers = new ArrayList<GuacamoleBrowser>();
        var calls = new ArrayList<FakeGuacd.Call>();
        for (int i = 0; i < sessions; i++) {
            browsers.add(proxy.browser(proxy.session()));
            calls.add(guacd.next());
        }
        long before = used();
        var sent = new AtomicLong();
        for (var call : calls) {
            Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 100_000; i++) {
                        call.send("blob", "1", "A".repeat(8000));
                        sent.addAndGet(8000);
                    }
                } catch (IOException cut) {
                    // the browser was cut off for not reading
                }
            });
        }
        var last = new AtomicLong(-1);
        var still = new AtomicInteger();
        Await.until("all are held up", SOON, () -> {
            boolean same = sent.get() > 0 && sent.get() == last.getAndSet(sent.get());
            return (same ? still.incrementAndGet() : still.getAndSet(0)) >= 20;
        });
        long each = (used() - before) / sessions;
        System.out.println("a flood that nobody reads keeps " + each / 1024 + " KiB of ours for each session");
        assertTrue(each < 1 << 20, each + " bytes for each session");
        for (var browser : browsers) {
            browser.close();
        }
    }

    @Test
    void whatIsReadLateComesOnceAndInOrder() throws Exception {
        int count = 3_000;
        try (var browser = proxy.browser(route)) {
            var call = guacd.next();
            var sent = new AtomicInteger();
            Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < count; i++) {
                        call.send("blob", String.valueOf(i), "A".repeat(8000));
                        sent.incrementAndGet();
                    }
                    call.send("error", "That is all.", "519");
                    call.socket.close();
                } catch (IOException cut) {
                    throw new AssertionError(cut);
                }
            });
            var last = new AtomicInteger(-1);
            Await.until("it is held up", SOON, () -> sent.get() > 0 && sent.get() == last.getAndSet(sent.get()));
            assertTrue(sent.get() < count, "all was taken");
            for (int i = 0; i < count; i++) {
                assertEquals(String.valueOf(i), browser.hears("blob").get(1));
            }
            assertEquals("That is all.", browser.hears("error").get(1));
            assertEquals(1000, browser.closed().closeCode());
        }
    }

    /** Each of these streams is refused with an answer, which is longer than the question. */
    @Test
    void whoAsksWithoutReadingIsGivenUp() throws Exception {
        var asked = new AtomicLong();
        guacd.script(call -> {
            var names = new ArrayList<>(List.of("args"));
            names.addAll(FakeGuacd.NAMES);
            call.read();
            call.send(names.toArray(String[]::new));
            while (!call.read().getFirst().equals("connect")) {
                // the rest of the introduction
            }
            call.send("ready", "$1");
            call.raw("4.sync,1.1;");
            while (true) {
                call.raw("5.audio,1.3,9.audio/L16;".repeat(1000));
                asked.addAndGet(24_000);
            }
        });
        proxy.policy = PolicyTest.CLOSED;
        try (var browser = proxy.browser(proxy.session())) {
            browser.hears("sync");
            assertEquals(4503, browser.closed().closeCode());
            assertTrue(asked.get() < 64 << 20, "it took " + asked);
        }
    }

    private static long used() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory()
                - runtime.freeMemory()
                + PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }

    @Test
    void randomChangesOfASoundStreamNeverHang() throws Exception {
        var sound1 = "4.size,1.0,3.800,3.600;3.img,1.1,2.14,1.0,9.image/png,1.0,1.0;4.blob,1.1,8.QUJDREVG;3.end,1.1;"
                + "4.sync,4.1000;9.clipboard,1.2,10.text/plain;4.blob,1.2,4.QUJD;3.end,1.2;5.audio,1.3,9.audio/L16;";
        var said = new AtomicReference<byte[]>();
        // also whoever is asked anew, since it lost the size of its picture
        var guacds = Thread.ofVirtual().start(() -> sayToAll(said));
        for (int seed = 0; seed < 60; seed++) {
            var random = new Random(seed);
            var bytes = sound1.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            said.set(bytes);
            try (var browser = proxy.browser(proxy.session())) {
                var code = browser.closed().closeCode();
                assertTrue(code == 4503 || code == 1000, "seed " + seed + " ended with " + code);
            }
        }
        guacds.interrupt();
    }

    private void sayToAll(AtomicReference<byte[]> said) {
        try {
            while (true) {
                var call = guacd.next();
                call.raw(said.get());
                call.socket.close();
            }
        } catch (IOException | InterruptedException over) {
            // the browser of the test sees it
        }
    }
}
