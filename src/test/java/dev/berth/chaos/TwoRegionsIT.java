package dev.berth.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.browser.Chromium;
import dev.berth.browser.Console;
import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Hosts;
import dev.berth.topology.MachineWorkspace;
import dev.berth.topology.ProbeWorkspace;
import dev.berth.topology.TwoRegions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Isolated;

/** RA4, two regions with a line of 100 ms between them: what crosses the line, and what fails with it. */
@Isolated("RA4 takes a part of the machine as long as it is up")
@Order(Integer.MAX_VALUE - 1)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoRegionsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int PICTURES = 20;
    private static final int DRAWN = 4_000_000;
    private static final List<String> ZONE_PROXIES = List.of("zone2a", "zone2b");
    private static final int GRACE_SECONDS = 40;
    private static final List<String> GRACED = List.of("zone2a", "zone2b", "agent2");
    /** What curl ends with that finds a certificate not to be trusted. */
    private static final int UNVERIFIED = 60;

    private Hosts hosts;
    private TwoRegions regions;
    /** In region 1, so that the line does not matter. */
    private BerthClient central;
    /** In region 2: the console over the line, the streams near. */
    private BerthClient far;

    private String here;
    private String there;
    private String anywhere;

    @BeforeAll
    void start() {
        Assumptions.assumeTrue(Hosts.possible(), "network namespaces need root");
        hosts = Hosts.up("ra4");
        central = hosts.administrator();
        far = hosts.administratorOfRegion2();
        regions = new TwoRegions(hosts, central);
        here = ProbeWorkspace.heavy(central, "in region 1", List.of("default"));
        there = ProbeWorkspace.heavy(central, "in region 2", List.of("region2"));
        anywhere = ProbeWorkspace.heavy(central, "anywhere", List.of());
    }

    @AfterAll
    void stop() {
        if (hosts != null) {
            hosts.close();
        }
    }

    @BeforeEach
    void everythingRuns() {
        regions.awaitWhole();
    }

    @AfterEach
    void endSessions() {
        WholeAgain.endAll(hosts, central);
    }

    private static String running(BerthClient client, String workspace) {
        var id = client.launch(workspace);
        client.session(id, "running");
        return id;
    }

    private static void pictures(DesktopStream stream, int count) {
        for (int i = 0; i < count; i++) {
            long before = stream.bytes();
            stream.picture();
            Await.until("a whole picture comes", PATIENCE, () -> stream.bytes() - before >= ProbeWorkspace.HEAVY_BYTES);
        }
    }

    private static void measured(String what, long since) {
        System.out.printf(
                "measured: %s after %d ms%n",
                what, Duration.ofNanos(System.nanoTime() - since).toMillis());
    }

    private String node(String id) {
        return central.get("/api/sessions/" + id)
                .expect(200)
                .body()
                .path("node")
                .asText();
    }

    @Test
    @Order(1)
    void aContainersStreamStaysInItsRegion() {
        var id = running(far, there);
        assertEquals("agent2", node(id));
        long validations = regions.validated();
        try (var stream = DesktopStream.open(far, id)) {
            stream.picture();
            Await.until("the connection was validated", PATIENCE, () -> regions.validated() > validations);
            long before = regions.crossed();
            long from = stream.bytes();
            pictures(stream, PICTURES);
            long crossed = regions.crossed() - before;
            long streamed = stream.bytes() - from;
            System.out.printf("measured: %d bytes streamed in region 2, %d crossed the line%n", streamed, crossed);
            // nodes check in all the while, and on a busy machine it is a long while
            assertTrue(
                    crossed < streamed / 20,
                    () -> streamed + " bytes were streamed and " + crossed + " crossed the line");
            assertEquals(validations + 1, regions.validated(), "one question for one connection");
            assertNull(stream.ended());
        }
    }

    @Test
    @Order(2)
    void aTerminalsStreamStaysInItsRegion() {
        var machine = hosts.machineOfRegion2();
        var id = far.launch(
                MachineWorkspace.of(central, "terminal of region 2", "ssh", machine, Map.of("zone", "region2")));
        long validations = regions.validated();
        try (var terminal = MachineStream.open(far, id)) {
            terminal.typedHasItsEffect(machine);
            assertEquals("cpx2", node(id));
            long before = regions.crossed();
            long from = terminal.characters();
            terminal.type("while sleep 0.1; do head -c 20000 /dev/urandom | od -x; done\n");
            Await.until("much is drawn", PATIENCE.multipliedBy(2), () -> {
                assertNull(terminal.ended());
                return terminal.characters() - from > DRAWN;
            });
            long crossed = regions.crossed() - before;
            System.out.printf("measured: %d characters drawn in region 2, %d bytes crossed the line%n", DRAWN, crossed);
            assertTrue(crossed < DRAWN / 10, () -> DRAWN + " were drawn and " + crossed + " crossed the line");
            assertEquals(validations + 1, regions.validated(), "one question for one connection");
        }
    }

    @Test
    @Order(3)
    void region2ReachesNothingOfRegion1ButThePublicAddress() {
        var closed = List.of(
                        "primary front 8443",
                        "primary user 8443",
                        "primary public 8404",
                        "private inside 8443",
                        "web1 front 8443",
                        "web1 inside 8443",
                        "web1 data 8443",
                        "web2 inside 8444",
                        "agent1 inside 8443",
                        "zone1 inside 8443",
                        "db1 data 5432")
                .stream()
                .map(this::door)
                .toList();
        for (var from : List.of("edge2", "zone2a", "agent2", "cpx2", "target2")) {
            assertEquals("", regions.open(from, closed), from + " reaches more than it may");
        }
        var upstream = door("primary public 8445");
        for (var from : List.of("zone2a", "agent2", "cpx2")) {
            Await.until(
                    from + " reaches the Upstream Auth Address",
                    PATIENCE,
                    () -> regions.open(from, List.of(upstream)).equals(upstream));
        }
    }

    private String door(String place) {
        var words = place.split(" ");
        return hosts.address(words[0], words[1]) + "/" + words[2];
    }

    @Test
    @Order(5)
    void theLineIsCut() {
        var id = running(far, there);
        try (var stream = DesktopStream.open(far, id)) {
            pictures(stream, 1);
            hosts.run("wan", "cut");
            try {
                pictures(stream, 2);
                var refused = far.send(HttpRequest.newBuilder(
                                URI.create("https://" + hosts.address("edge2", "user2") + ":8443/desktop/" + id + "/"))
                        .header("Origin", far.base())
                        .timeout(PATIENCE));
                assertTrue(
                        List.of(503, 504).contains(refused.status()),
                        refused.raw().body());
                assertTrue(
                        refused.detail().contains("https://primary:8445"),
                        refused.raw().body());
                Await.until("region 1 misses region 2", PATIENCE, () -> regions.areAll("missing", TwoRegions.REGION2));
                assertEquals(List.of("silent"), regions.findings("zone2a"));
                assertTrue(regions.node("zone2a").path("findings").toString().contains("https://primary:8445"));
                pictures(stream, 2);
                assertNull(stream.ended());
            } finally {
                hosts.run("wan", "mend");
            }
            everythingRuns();
            pictures(stream, 2);
            assertEquals("running", state(id));
            assertNull(stream.ended(), "a line that was cut ends no session");
        }
    }

    @Test
    @Order(6)
    void theLineIsCutAndTheZoneHasGrace() {
        var id = running(far, there);
        var over = running(far, there);
        regions.set("region2", Map.of("graceSeconds", GRACE_SECONDS), false).expect(200);
        try (var stream = DesktopStream.open(far, id)) {
            pictures(stream, 1);
            Await.until(
                    "they have lists", PATIENCE, () -> regions.lists().keySet().containsAll(GRACED));
            var refused = visit(over);
            far.delete("/api/sessions/" + over).expect(202);
            far.session(over, "ended");
            var before = regions.lists();
            Await.until(
                    "they have lists that know it",
                    PATIENCE,
                    () -> GRACED.stream()
                            .allMatch(node -> regions.lists().get(node).isAfter(before.get(node))));
            var known = visit(id);
            hosts.run("wan", "cut");
            try {
                var answer = CompletableFuture.supplyAsync(refused::ask);
                long cut = System.nanoTime();
                try (var again = DesktopStream.again(far, known.url(), known.cookies())) {
                    measured("line cut, zone with grace: the stream is back", cut);
                    pictures(again, 1);
                    assertTrue(answer.join().contains("had ended before"), answer.join());
                    Await.until("the grace is over", PATIENCE, () -> known.ask().contains("the grace of "));
                    pictures(again, 1);
                }
                pictures(stream, 1);
            } finally {
                hosts.run("wan", "mend");
            }
            everythingRuns();
            for (var node : List.of("agent2", "zone2")) {
                Await.until(
                        node + " tells whom it let in",
                        PATIENCE,
                        () -> audited(id).contains("node " + node));
            }
            assertEquals("", audited(over));
            pictures(stream, 1);
            assertNull(stream.ended());
        } finally {
            regions.set("region2", Map.of("graceSeconds", 0), false).expect(200);
        }
    }

    /** A browser with the cookies of a session. The JDK's own handler writes cookies as no browser does. */
    private record Visit(BerthClient browser, URI url, String cookies) {
        HttpResponse<String> send(String url, HttpRequest.Builder request) {
            try {
                return HttpClient.newBuilder()
                        .sslContext(browser.http().sslContext())
                        .build()
                        .send(
                                request.uri(URI.create(url))
                                        .header("Origin", browser.base())
                                        .header("Cookie", cookies)
                                        .timeout(PATIENCE)
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        /** What it is told when it asks for a page of the session. */
        String ask() {
            return send(url.toString().replaceFirst("^ws", "http"), HttpRequest.newBuilder())
                    .body();
        }
    }

    /** Connects, and gets a pass as the session page does. */
    private Visit visit(String id) {
        var connection = far.connect(id);
        assertTrue(connection.path("passSeconds").asInt() > 0, connection.toString());
        var url = URI.create(connection.path("url").asText());
        var visit = new Visit(far, url, DesktopStream.cookies(far, url));
        var pass = visit.send(
                connection.path("grantUrl").asText().replaceFirst("connect$", "pass"),
                HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.noBody()));
        assertEquals(204, pass.statusCode(), pass.body());
        var cookie = pass.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        return new Visit(far, url, visit.cookies() + "; " + cookie);
    }

    private String audited(String session) {
        return StreamSupport.stream(
                        central.get("/api/admin/audit").expect(200).body().spliterator(), false)
                .filter(event -> event.path("action").asText().equals("session.grace"))
                .map(event -> event.path("detail").asText())
                .filter(detail -> detail.contains(session))
                .collect(Collectors.joining("\n"));
    }

    private String state(String id) {
        return central.get("/api/sessions/" + id)
                .expect(200)
                .body()
                .path("state")
                .asText();
    }

    @Test
    @Order(4)
    void theThreeClassicMistakesAreFoundBeforeAnyUserIsHurt() {
        mistake("default", "https://web1:8443", "agent1", "single-web-app", "of 2 web apps web1 alone answers");
        mistake(
                "region2",
                "https://" + hosts.address("private", "inside") + ":8443",
                "agent2",
                "internal-address",
                "is an address of an internal network");
        mistake(
                "region2",
                "https://" + hosts.address("zone2a", "inside2") + ":8443",
                "zone2a",
                "own-address",
                "is this node itself");
        // nobody was hurt: each node went on with the address that it was started with
        var id = running(far, there);
        try (var stream = DesktopStream.open(far, id)) {
            pictures(stream, 1);
        }
    }

    /** It is refused unless somebody insists, and then flagged as long as it stands. */
    private void mistake(String zone, String address, String node, String finding, String why) {
        var refused = regions.set(zone, Map.of("upstreamAuthAddress", address), false);
        assertEquals("invalid", refused.code(), refused.raw().body());
        assertTrue(refused.raw().body().contains(node + ": "), refused.raw().body());
        assertTrue(refused.raw().body().contains(why), refused.raw().body());
        regions.set(zone, Map.of("upstreamAuthAddress", address), true).expect(200);
        Await.until(
                node + " reports " + finding,
                PATIENCE,
                () -> regions.findings(node).contains(finding));
        Await.until(node + " goes on", PATIENCE, () -> regions.areAll("ready", List.of(node)));
        regions.set(zone, Map.of("upstreamAuthAddress", ""), false).expect(200);
        Await.until(
                node + " reports nothing any more",
                PATIENCE,
                () -> regions.findings(node).isEmpty());
    }

    @Test
    @Order(7)
    void aZoneProxyIsKilled() {
        var id = running(far, there);
        try (var stream = DesktopStream.open(far, id)) {
            pictures(stream, 1);
            var carrier = regions.carrier();
            hosts.kill(carrier);
            long killed = System.nanoTime();
            Await.until("the stream breaks", PATIENCE, () -> stream.ended() != null);
            comesBack(id);
            measured("zone proxy killed: stream back through the other", killed);
        }
    }

    @Test
    @Order(8)
    void aZoneProxyIsKilledAndThePageComesBackWithoutAClick() {
        var machine = hosts.machineOfRegion2();
        MachineWorkspace.of(central, "Page of region 2", "ssh", machine, Map.of("zone", "region2"));
        try (var chromium = new Chromium()) {
            var person = new Console(chromium.person(), far.base());
            person.signIn("admin", hosts.password());
            person.launch("Page of region 2");
            person.connected();
            person.typesUntilDone(machine, "/tmp/through-one");
            Await.until(
                    "a zone proxy tells of the stream",
                    PATIENCE,
                    () -> regions.relaying().size() == 1);
            var carrier = regions.relaying().getFirst();
            hosts.kill(carrier);
            long killed = System.nanoTime();
            Await.until("what is typed has its effect", PATIENCE, () -> {
                person.page().keyboard().type("echo $((6*7)) > /tmp/through-the-other");
                person.page().keyboard().press("Enter");
                return Console.soonHolds(machine, "/tmp/through-the-other", "42");
            });
            measured("zone proxy killed: the page in Chromium takes keys again", killed);
            Await.until(
                    "the other zone proxy has the stream",
                    PATIENCE,
                    () -> regions.relaying().stream().anyMatch(name -> !name.equals(carrier)));
            Chromium.picture(person.page(), "other-zone-proxy-of-region-2");
            person.endSession();
            person.ended(PATIENCE);
        }
    }

    private void comesBack(String id) {
        Await.until("a stream opens", PATIENCE, () -> {
            try (var again = DesktopStream.open(far, id)) {
                again.picture();
                return true;
            } catch (RuntimeException | AssertionError notYet) {
                return false;
            }
        });
    }

    @Test
    @Order(9)
    void aZoneProxysCertificateExpires() {
        var id = running(far, there);
        try (var stream = DesktopStream.open(far, id)) {
            pictures(stream, 1);
            var carrier = Await.value(
                    "one proxy has the stream",
                    PATIENCE,
                    () -> ZONE_PROXIES.contains(regions.carrier()) ? regions.carrier() : null);
            var other = ZONE_PROXIES.getFirst().equals(carrier) ? ZONE_PROXIES.getLast() : ZONE_PROXIES.getFirst();
            var certificate = hosts.certificate(carrier);
            assertEquals("", told(carrier));
            try {
                certificate.validUntil(Instant.now().plus(Duration.ofDays(3)));
                Await.until("a warning is told", PATIENCE, () -> told(carrier).contains(" expires at "));
                assertEquals(0, verifying(carrier), "it is valid yet");
                certificate.validUntil(Instant.now().plusSeconds(2));
                Await.until("its end is told", PATIENCE, () -> told(carrier).contains(" expired at "));
                assertEquals(UNVERIFIED, verifying(carrier), "who verifies is refused");
                assertEquals(0, verifying(other), "the other serves");
                Await.until("the balancer takes it out", PATIENCE, () -> regions.proxiesUp() == 1);
                comesBack(id);
                pictures(stream, 2);
                assertNull(stream.ended(), "what is open goes on");
            } finally {
                certificate.validUntil(Instant.now().plus(Duration.ofDays(30)));
            }
            Await.until(
                    "a renewed certificate heals it",
                    PATIENCE,
                    () -> told(carrier).isEmpty());
            Await.until("it is shown", PATIENCE, () -> verifying(carrier) == 0);
            everythingRuns();
            pictures(stream, 2);
            assertNull(stream.ended(), "it needed no restart");
        }
    }

    /** What node and zone say of the certificate, when both say it. */
    private String told(String node) {
        var finding = StreamSupport.stream(regions.node(node).path("findings").spliterator(), false)
                .map(JsonNode::asText)
                .filter(text -> text.contains("certificate"))
                .collect(Collectors.joining("\n"));
        return regions.troubles("region2").contains(finding) ? finding : "";
    }

    /** How a browser of region 2 fares that goes to the proxy itself and verifies: curl's exit code. */
    private int verifying(String proxy) {
        return hosts.attempt(
                        "in",
                        "edge2",
                        "curl",
                        "-s",
                        "-m",
                        "60",
                        "--cacert",
                        "/etc/berth/ca.pem",
                        "https://" + proxy + ":8443/q/health/ready")
                .exitCode();
    }

    @Test
    @Order(10)
    void aWebAppIsLostAndConnectionsAreStillValidated() {
        var id = running(far, there);
        hosts.kill("web1");
        long killed = System.nanoTime();
        comesBack(id);
        measured("web app of region 1 killed: a stream opened in region 2", killed);
    }

    @Test
    @Order(11)
    void region2IsLost() {
        var id = running(central, here);
        regions.boundary(true);
        // as long as the zone is there, its own sessions are in it
        var own = inRegion2().expect(201).body().path("id").asText();
        central.session(own, "running");
        assertEquals("agent2", node(own));
        endSessionsBut(id);
        try (var stream = DesktopStream.open(central, id)) {
            pictures(stream, 1);
            hosts.off("zone2a", "zone2b", "agent2", "cpx2", "edge2");
            Await.until("region 1 misses region 2", PATIENCE, () -> regions.areAll("missing", TwoRegions.REGION2));
            refused(central.post("/api/sessions", Map.of("workspaceId", there)));
            // a boundary is not left, though region 1 has room
            refused(inRegion2());
            assertTrue(
                    refusals()
                            .contains(
                                    "home zone region2 (picked by the user, who came in through default), is not left"),
                    refusals());
            running(central, here);
            regions.boundary(false);
            // another web app may take a moment to see that
            var moved = Await.value("its users move to region 1", PATIENCE, () -> {
                var answer = inRegion2();
                return answer.status() == 201 ? answer.body().path("id").asText() : null;
            });
            central.session(moved, "running");
            assertEquals("agent1", node(moved));
            pictures(stream, 2);
            assertNull(stream.ended());
        }
    }

    /** What runs on a host that is off does not end before it counts as dead. */
    private void endSessionsBut(String id) {
        central.get("/api/admin/sessions").expect(200).body().forEach(session -> {
            if (!session.path("id").asText().equals(id)) {
                central.delete("/api/sessions/" + session.path("id").asText());
            }
        });
        Await.until(
                "the others have ended",
                PATIENCE,
                () -> central.get("/api/admin/sessions").expect(200).body().size() == 1);
    }

    private BerthClient.Answer inRegion2() {
        return central.post("/api/sessions", Map.of("workspaceId", anywhere, "zone", "region2"));
    }

    private static void refused(BerthClient.Answer answer) {
        assertEquals("no-capacity", answer.code(), answer.raw().body());
    }

    private String refusals() {
        return StreamSupport.stream(
                        central.get("/api/admin/audit").expect(200).body().spliterator(), false)
                .map(event -> event.path("detail").asText())
                .filter(detail -> detail.contains("home zone"))
                .collect(Collectors.joining("\n"));
    }
}
