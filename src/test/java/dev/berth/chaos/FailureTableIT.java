package dev.berth.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Hosts;
import dev.berth.topology.MachineWorkspace;
import dev.berth.topology.ProbeWorkspace;
import dev.berth.topology.RedundantTiers;
import dev.berth.topology.TargetMachine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** The failure table on RA3: each test kills what its row names, while streams are open. */
@Isolated("RA3 takes a part of the machine as long as it is up")
@Order(Integer.MAX_VALUE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(RedundantTiers.class)
class FailureTableIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(60);
    /** Longer than a node may be silent before its sessions end. */
    private static final Duration OUTAGE = Duration.ofSeconds(16);

    private final Hosts hosts;
    private BerthClient client;
    private String desktop;
    private String late;
    private String machine;

    FailureTableIT(Hosts hosts) {
        this.hosts = hosts;
    }

    @BeforeAll
    void prepare() {
        client = hosts.administrator();
        desktop = ProbeWorkspace.desktop(client, "failure-table");
        late = ProbeWorkspace.late(client, 6);
        machine = MachineWorkspace.of(client, "failure-table-machine", "ssh", hosts.machine("ssh"));
        // else the one that has not told yet that it has the image comes after the other
        Await.until(
                "both agents have told of the image",
                PATIENCE,
                () -> client.read("/api/admin/images")
                                .path("cells")
                                .valueStream()
                                .filter(cell -> cell.path("image").asText().equals(ProbeWorkspace.IMAGE)
                                        && cell.path("state").asText().equals("present"))
                                .count()
                        >= 2);
    }

    @BeforeEach
    void everythingRuns() {
        WholeAgain.awaitWhole(hosts, client);
    }

    @AfterEach
    void endSessions() {
        WholeAgain.endAll(hosts, client);
    }

    private String running() {
        var id = client.launch(desktop);
        client.session(id, "running");
        return id;
    }

    /** One on each agent, the one on agent1 first. */
    private List<String> oneOnEachAgent() {
        var ids = Stream.generate(this::running).limit(2).toList();
        assertEquals(
                List.of("agent1", "agent2"),
                ids.stream().map(this::node).sorted().toList(),
                "spread by load");
        return node(ids.getFirst()).equals("agent1") ? ids : ids.reversed();
    }

    private String node(String id) {
        return client.get("/api/sessions/" + id).expect(200).body().path("node").asText();
    }

    private static void goesOn(DesktopStream stream, Duration time) {
        var end = Instant.now().plus(time);
        Await.until("the outage lasts", time.plus(PATIENCE), () -> {
            stream.picture();
            return Instant.now().isAfter(end);
        });
        assertNull(stream.ended());
    }

    private void recovered(String what, long since) {
        System.out.printf(
                "measured: %s after %d ms%n",
                what, Duration.ofNanos(System.nanoTime() - since).toMillis());
    }

    @Test
    void agentDies() {
        var ids = oneOnEachAgent();
        try (var other = DesktopStream.open(client, ids.get(1))) {
            long off = System.nanoTime();
            hosts.off("agent1");
            var ended = client.session(ids.getFirst(), "ended");
            recovered("agent dies: its session ended", off);
            assertEquals("node-lost", ended.path("endReason").asText(), ended.toString());
            assertFalse(ended.path("endDetail").asText().isBlank()
                    && ended.path("endReason").asText().isBlank());
            other.picture();
            var fresh = client.impatient().launch(desktop);
            assertEquals("agent2", client.session(fresh, "running").path("node").asText());
            other.picture();
            assertNull(other.ended());
        }
        hosts.on("agent1");
        Await.until(
                "what ran on the lost agent is removed",
                PATIENCE,
                () -> !hosts.containers("agent1").contains(ids.getFirst()));
    }

    @Test
    void oneOfTheWebAppsDies() {
        try (var stream = DesktopStream.open(client, running())) {
            long killed = System.nanoTime();
            hosts.kill("web1");
            int failed = untilTenInARow();
            recovered("one web app dies: " + failed + " failed requests, all succeed", killed);
            goesOn(stream, Duration.ofSeconds(3));
        }
    }

    /** Requests until the last ten have succeeded; answers how many did not. */
    private int untilTenInARow() {
        var count = new int[2];
        Await.until("requests succeed", SOON, () -> {
            boolean good = client.impatient().get("/api/me").status() == 200;
            count[0] += good ? 0 : 1;
            count[1] = good ? count[1] + 1 : 0;
            return count[1] == 10;
        });
        return count[0];
    }

    @Test
    void oneOfTheWebAppsDiesInTheMiddleOfALaunch() {
        var ids = IntStream.range(0, 6).mapToObj(i -> client.launch(late)).toList();
        long killed = System.nanoTime();
        hosts.kill("web2");
        ids.forEach(id -> client.session(id, "running"));
        recovered("one web app dies in the middle of a launch: 6 of 6 run", killed);
        var containers = Stream.of("agent1", "agent2")
                .flatMap(agent -> hosts.containers(agent).stream())
                .toList();
        ids.forEach(id -> assertEquals(1, containers.stream().filter(id::equals).count(), "containers of " + id));
    }

    @Test
    void allWebAppsDie() {
        var id = running();
        try (var stream = DesktopStream.open(client, id)) {
            hosts.kill("web1", "web2", "web3");
            Await.until("the health check fails", SOON, () -> client.health() == 503);
            var refused = client.impatient().post("/api/sessions", Map.of("workspaceId", desktop));
            assertEquals(503, refused.status(), refused.toString());
            assertEquals("unavailable", refused.code());
            assertTrue(refused.detail().contains("Sessions that run go on"), refused.detail());
            goesOn(stream, OUTAGE);
            long started = System.nanoTime();
            hosts.start("web1", "web2", "web3");
            Await.until(
                    "requests succeed",
                    PATIENCE.multipliedBy(2),
                    () -> client.impatient().get("/api/me").status() == 200);
            recovered("all web apps die: back", started);
            goesOn(stream, Duration.ofSeconds(5));
            client.session(id, "running");
        }
    }

    @Test
    void databaseDies() {
        var id = running();
        try (var stream = DesktopStream.open(client, id)) {
            hosts.off("db1", "db2");
            Await.until("the health check fails", SOON, () -> client.health() == 503);
            var refused = client.impatient().post("/api/sessions", Map.of("workspaceId", desktop));
            assertEquals(503, refused.status(), refused.toString());
            assertEquals("unavailable", refused.code());
            assertFalse(refused.detail().isBlank());
            goesOn(stream, OUTAGE);
            long started = System.nanoTime();
            hosts.on("db1", "db2");
            Await.until(
                    "requests succeed",
                    PATIENCE.multipliedBy(2),
                    () -> client.impatient().get("/api/me").status() == 200);
            recovered("database dies: back", started);
            goesOn(stream, Duration.ofSeconds(5));
            client.session(id, "running");
            running();
        }
    }

    @Test
    void connectionProxyDies() {
        var reached = hosts.machine("ssh");
        var ids = oneOnEachConnectionProxy();
        try (var desktopStream = DesktopStream.open(client, running());
                var lost = MachineStream.open(client, ids.getFirst());
                var other = MachineStream.open(client, ids.getLast())) {
            lost.typedHasItsEffect(reached);
            other.typedHasItsEffect(reached);
            long killed = System.nanoTime();
            hosts.kill("cpx1");
            Await.until("its streams break", SOON, () -> lost.ended() != null);
            other.typedHasItsEffect(reached);
            desktopStream.picture();
            landsOnTheOther(ids.getFirst(), reached);
            recovered("connection proxy dies: its machine is back through the other", killed);
            other.typedHasItsEffect(reached);
            assertNull(other.ended());
            desktopStream.picture();
            assertNull(desktopStream.ended());
            client.session(client.impatient().launch(desktop), "running");
            client.awaitHealth();
        }
    }

    /** Sessions on an existing machine, the one through cpx1 first. */
    private List<String> oneOnEachConnectionProxy() {
        var ids = new ArrayList<String>();
        Await.until("both connection proxies are chosen", PATIENCE, () -> {
            ids.add(client.launch(machine));
            return ids.stream().map(this::node).distinct().count() == 2;
        });
        var last = ids.getLast();
        return node(last).equals("cpx1") ? List.of(last, ids.getFirst()) : List.of(ids.getFirst(), last);
    }

    private void landsOnTheOther(String id, TargetMachine reached) {
        Await.until("the browser connects again", PATIENCE, () -> {
            try (var again = MachineStream.open(client, id)) {
                if (!again.isPainted()) {
                    // the page comes again by itself after this code only
                    assertTrue(again.ended().startsWith("4503 "), again.ended());
                    return false;
                }
                again.typedHasItsEffect(reached);
                return true;
            }
        });
        assertEquals("cpx2", node(id));
    }

    @Test
    void zoneProxyDies() {
        var id = running();
        var before = hosts.containers(node(id));
        try (var stream = DesktopStream.open(client, id)) {
            long killed = System.nanoTime();
            hosts.kill("zone1");
            Await.until("its streams break", SOON, () -> stream.ended() != null);
            reconnects(id);
            recovered("zone proxy dies: reconnected through a web app", killed);
        }
        webAppWithStreamsDies(id);
        assertEquals(before, hosts.containers(node(id)), "the container stays");
    }

    private void reconnects(String id) {
        Await.until("the browser connects again", PATIENCE.multipliedBy(3), () -> {
            try (var again = DesktopStream.open(client, id)) {
                again.picture();
                return true;
            } catch (RuntimeException | AssertionError notYet) {
                return false;
            }
        });
    }

    /** With no zone proxy of its own, the web apps relay the streams. */
    private void webAppWithStreamsDies(String id) {
        var streams = new ArrayList<DesktopStream>();
        try {
            IntStream.range(0, 6).forEach(i -> streams.add(DesktopStream.open(client, id)));
            hosts.kill("web3");
            Await.until("its streams break", SOON, () -> streams.stream().anyMatch(s -> s.ended() != null));
            streams.removeIf(stream -> stream.ended() != null);
            assertFalse(streams.isEmpty(), "the streams of the other web apps go on");
            streams.forEach(DesktopStream::picture);
            reconnects(id);
        } finally {
            streams.forEach(DesktopStream::close);
        }
    }
}
