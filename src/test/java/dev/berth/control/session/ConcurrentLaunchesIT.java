package dev.berth.control.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.load.SimulatedFleet;
import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Program;
import dev.berth.topology.WebApps;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A thousand launches at the same moment over three web apps, where there is room for seven hundred. */
@Isolated("its load and its deadlines of the product want the machine for themselves")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConcurrentLaunchesIT {
    private static final int WEB_APPS = 3;
    private static final int AGENTS = 35;
    private static final int EACH = 20;
    private static final int ROOM = AGENTS * EACH;
    private static final int LAUNCHES = 1_000;
    private static final int USERS = 20;
    private static final long MEMORY = 64L << 20;
    private static final Duration LONG = Duration.ofSeconds(300);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path directory;

    private final HttpClient http = HttpClient.newBuilder()
            .sslContext(BerthClient.trusting())
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(60))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final Map<String, Integer> lost = new ConcurrentHashMap<>();
    private final AtomicInteger busy = new AtomicInteger();
    private final List<User> users = new ArrayList<>();
    private WebApps apps;
    private BerthClient administrator;
    private SimulatedFleet fleet;
    private String workspace;

    private record User(String cookie, String csrf) {}

    /** The id is that of the session, or empty. */
    private record Outcome(int status, String code, String id) {}

    @BeforeAll
    void start() throws Exception {
        apps = new WebApps(directory);
        for (int i = 0; i < WEB_APPS; i++) {
            apps.add("web-" + i, "web-app")
                    .with("session-per-user", "500")
                    .with("login-attempts-per-minute", "1000")
                    .with("database-connections", "28");
        }
        apps.startTogether();
        var first = apps.printer();
        administrator = first.administrator();
        administrator
                .put(
                        "/api/admin/settings/nodes",
                        Map.of("autoEnable", true, "missingAfterSeconds", 60, "deadAfterSeconds", 600))
                .expect(200);
        for (int i = 0; i < USERS; i++) {
            var client = first.user(administrator, "user" + i);
            users.add(new User(client.cookie("__Host-berth", "/"), client.csrfToken()));
        }
        fleet = new SimulatedFleet(List.of(base(0), base(1), base(2)));
        fleet.add(administrator, AGENTS, true, 1_000, EACH * MEMORY, Duration.ofSeconds(2));
        fleet.awaitReady(administrator);
        workspace = administrator.workspace(Map.of(
                "name",
                "w",
                "image",
                "berth/simulated:1",
                "protocol",
                "vnc",
                "cores",
                0.1,
                "memoryBytes",
                MEMORY,
                "sharedMemoryBytes",
                0));
    }

    @AfterAll
    void stop() {
        if (fleet != null) {
            fleet.close();
        }
        http.close();
        apps.close();
    }

    private String base(int app) {
        return "https://localhost:" + apps.get(app).port();
    }

    private Outcome launch(int number, int app) throws IOException, InterruptedException {
        var user = users.get(number % USERS);
        var request = HttpRequest.newBuilder(URI.create(base(app) + "/api/sessions"))
                .timeout(LONG)
                .header("Cookie", "__Host-berth=" + user.cookie)
                .header("X-CSRF-Token", user.csrf)
                .header("Origin", base(app))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"workspaceId\":\"" + workspace + "\"}"))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        var body = JSON.readTree(answer.body());
        return new Outcome(
                answer.statusCode(), body.path("code").asText(), body.path("id").asText());
    }

    /** As a load balancer does: a web app that is gone is left out, and the browser tries again. */
    private Outcome persistently(int number, AtomicInteger broken) throws InterruptedException {
        for (int app = number; ; app++) {
            try {
                var outcome = launch(number, app % WEB_APPS);
                if (!outcome.code.equals("unavailable")) {
                    return outcome;
                }
                busy.incrementAndGet(); // not decided: the database or the queue was busy for too long
            } catch (IOException gone) {
                broken.incrementAndGet();
                lost.merge(String.valueOf(gone.getMessage()), 1, Integer::sum);
            }
        }
    }

    private List<Outcome> launchAll(AtomicInteger broken, Runnable meanwhile) throws Exception {
        var futures = new ArrayList<Future<Outcome>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < LAUNCHES; i++) {
                int number = i;
                futures.add(threads.submit(() -> persistently(number, broken)));
            }
            meanwhile.run();
        }
        var outcomes = new ArrayList<Outcome>();
        for (var future : futures) {
            outcomes.add(future.get());
        }
        return outcomes;
    }

    /** What a person needs to know why: the answers, and how sessions ended that nobody ended. */
    private String summary(List<Outcome> outcomes) {
        var answers = outcomes.stream()
                .collect(Collectors.groupingBy(o -> o.status + " " + o.code, TreeMap::new, Collectors.counting()));
        return answers + ", lost connections " + lost + ", ended: "
                + apps.ask(
                        "select string_agg(distinct end_reason || ' ' || coalesce(end_detail, '-'), '; ') from session"
                                + " where state = 'ENDED'")
                + apps.all().stream()
                        .flatMap(app -> app.errors().lines())
                        .filter(line -> line.contains("ERROR"))
                        .limit(5)
                        .collect(Collectors.joining("\n", "\n", ""));
    }

    private static long count(List<Outcome> outcomes, int status, String code) {
        return outcomes.stream()
                .filter(o -> o.status == status && o.code.equals(code))
                .count();
    }

    private long number(String question) {
        return Long.parseLong(apps.ask(question));
    }

    private long refusals() {
        return number(
                "select count(*) from audit_event where action = 'session.refused' and detail like '%memory short by%'");
    }

    /** The ledger, the sessions and what the agents run are the same, and no agent has more than its room. */
    private void ledgerIsReality(int sessions) {
        assertEquals(sessions, number("select sum(reserved_sessions) from node"));
        assertEquals(sessions * MEMORY, number("select sum(reserved_memory_bytes)::bigint from node"));
        assertEquals(sessions, Math.round(10 * Double.parseDouble(apps.ask("select sum(reserved_cores) from node"))));
        assertEquals(0, number("select count(*) from node where reserved_memory_bytes > offered_memory_bytes"));
        assertEquals(
                0,
                number("select count(*) from node n where reserved_sessions <>"
                        + " (select count(*) from session s where s.node_id = n.id and s.state <> 'ENDED')"));
        Await.until(
                "the agents run what the ledger says",
                LONG,
                () -> fleet.sessions().size() == sessions);
        assertTrue(fleet.agents().stream().allMatch(agent -> agent.sessions().size() <= EACH), "room is kept");
    }

    /**
     * On a starved machine an agent is out of reach for longer than a launch waits. Such a launch fails, and its room goes
     * to the next one.
     */
    private long failed() {
        return number("select count(*) from session where end_reason = 'LAUNCH_FAILED'");
    }

    /**
     * Waits for every launch's outcome.
     *
     * @return how many run: the room, but for those that failed when nobody asked any more
     */
    private int allRun(long failedBefore) {
        Await.until(
                "no launch is under way",
                LONG,
                () -> number("select count(*) from session where state not in ('RUNNING', 'ENDED')") == 0);
        int running = (int) number("select count(*) from session where state = 'RUNNING'");
        long failed = failed() - failedBefore;
        assertTrue(running <= ROOM && running >= ROOM - failed, running + " run, " + failed + " failed");
        return running;
    }

    private void endAll(BerthClient client) {
        client.get("/api/admin/sessions")
                .expect(200)
                .body()
                .forEach(session -> client.delete(
                                "/api/sessions/" + session.path("id").asText())
                        .expect(202));
        Await.until(
                "all sessions have ended",
                LONG,
                () -> number("select count(*) from session where state <> 'ENDED'") == 0);
        ledgerIsReality(0);
        apps.all().stream()
                .filter(Program::isAlive)
                .forEach(app -> assertTrue(
                        !app.errors().contains("did not agree with its sessions"), "the ledger was never wrong"));
    }

    @Test
    @Order(1)
    void exactlyAsManyAreGrantedAsThereIsRoomFor() throws Exception {
        long begin = System.nanoTime();
        var broken = new AtomicInteger();
        var outcomes = launchAll(broken, () -> {});
        System.out.printf(
                "measured: %d launches over %d web apps answered in %d ms, %d asked again, %d connections lost%n",
                LAUNCHES, WEB_APPS, (System.nanoTime() - begin) / 1_000_000, busy.get(), broken.get());
        int running = allRun(0);
        long granted = count(outcomes, 201, "");
        long refused = count(outcomes, 503, "no-capacity");
        assertEquals(LAUNCHES, granted + refused, summary(outcomes));
        // a request whose connection was lost is made again, and may have been granted or refused the first time
        assertTrue(granted >= ROOM - broken.get() && granted <= ROOM + failed(), summary(outcomes));
        assertTrue(refusals() - refused <= broken.get(), "every refusal is audited once");
        assertTrue(refusals() >= refused, "every refusal is audited");
        assertTrue(number("select count(*) from placement") >= LAUNCHES, "every answer is explained");
        ledgerIsReality(running);
        endAll(administrator);
    }

    @Test
    @Order(2)
    void aWebAppThatIsKilledInTheMiddleLeavesNeitherHolesNorMore() throws Exception {
        var survivor = apps.all().stream()
                .filter(app -> app != apps.get(1))
                .findFirst()
                .orElseThrow();
        var client = survivor.client();
        client.signIn("admin", BerthClient.PASSWORD);
        long failedBefore = failed();
        var broken = new AtomicInteger();
        var outcomes = launchAll(broken, () -> {
            Await.until(
                    "launches are under way",
                    LONG,
                    () -> number("select count(*) from session where state <> 'ENDED'") > ROOM / 5);
            apps.get(1).kill();
        });
        System.out.printf("measured: %d requests broke off with the killed web app%n", broken.get());
        assertTrue(broken.get() > 0, "the kill came in the middle");
        // also those that were granted, but whose answer was lost with the web app
        int all = allRun(failedBefore);
        long failed = failed() - failedBefore;
        long granted = count(outcomes, 201, "");
        assertTrue(granted <= ROOM + failed, summary(outcomes));
        assertEquals(LAUNCHES, granted + count(outcomes, 503, "no-capacity"), summary(outcomes));
        ledgerIsReality(all);
        var running = fleet.sessions().keySet();
        long gone = outcomes.stream()
                .filter(outcome -> outcome.status == 201 && !running.contains(UUID.fromString(outcome.id)))
                .count();
        assertTrue(gone <= failed, gone + " that were granted do not run");
        endAll(client);
    }
}
