package dev.berth.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Three web apps on one database: any serves any request, one of them does the jobs, none is missed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WebAppsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int WRONG_CONFIGURATION = 78;

    @TempDir
    private static Path directory;

    private WebApps apps;
    private BerthClient administrator;

    @BeforeAll
    void startTogether() {
        apps = new WebApps(directory);
        apps.add("a", WebApps.ROLES + ",agent");
        apps.add("b", WebApps.ROLES);
        apps.add("c", WebApps.ROLES);
        apps.startTogether();
    }

    @AfterAll
    void stop() {
        apps.close();
    }

    private List<Program> all() {
        return IntStream.range(0, 3).mapToObj(apps::get).toList();
    }

    @Test
    @Order(1)
    void threeThatStartAtOnceMakeOneOfEverything() {
        var outputs = all().stream().map(Program::output).toList();
        assertEquals(1, outputs.stream().filter(o -> o.contains("  Password")).count(), outputs::toString);
        assertEquals(
                2,
                outputs.stream()
                        .filter(o -> o.contains("shows the first password"))
                        .count(),
                outputs::toString);
        assertEquals("1", apps.ask("select count(*) from app_user"));
        assertEquals("1", apps.ask("select count(*) from workspace"));
        assertEquals("1", apps.ask("select count(*) from secret where name = 'stream-token-key'"));
        assertEquals("true", apps.ask("select count(*) = count(distinct id) from databasechangelog"));
        administrator = apps.printer().administrator();
        all().forEach(app -> administrator.at(app.port()).get("/api/me").expect(200));
    }

    @Test
    @Order(2)
    void whatHappensOnOneIsSeenOnEveryOther() {
        var quick = ProbeWorkspace.quick(administrator);
        var id = administrator.at(apps.get(0).port()).launch(quick);
        try (var near = Events.of(administrator.at(apps.get(0).port()), id);
                var far = Events.of(administrator.at(apps.get(2).port()), id)) {
            report("running", near.state("running"), far.state("running"));
            administrator.at(apps.get(0).port()).delete("/api/sessions/" + id).expect(202);
            // "ending" may be over before a busy web app looks: what is told is the state, not its history
            report("ended", near.state("ended"), far.state("ended"));
        }
    }

    private static void report(String what, Events.Event near, Events.Event far) {
        System.out.printf(
                "measured: another web app tells %s %d ms after the one that did it%n",
                what, Duration.ofNanos(far.nanoTime() - near.nanoTime()).toMillis());
    }

    @Test
    @Order(3)
    void wrongPasswordsAtSeveralWebAppsLockAnAccountTogether() throws Exception {
        administrator
                .post("/api/admin/users", Map.of("name", "eve", "role", "user"))
                .expect(201);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 9)
                    .mapToObj(i -> threads.submit(() -> apps.get(i % 3)
                            .client()
                            .post("/api/login", Map.of("name", "eve", "password", "wrong " + i))
                            .status()))
                    .toList();
            var statuses = new java.util.ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get());
            }
            // the fifth locks, and whoever comes after it hears so
            assertEquals(4, statuses.stream().filter(s -> s == 401).count(), statuses::toString);
            assertEquals(5, statuses.stream().filter(s -> s == 423).count(), statuses::toString);
        }
    }

    @Test
    @Order(4)
    void anotherKeyIsRefusedWithASentence() {
        try (var other = apps.connected(Program.in(directory.resolve("other"), "web-app"))) {
            other.launch();
            assertEquals(1, other.exitCode());
            assertTrue(other.errors().contains("All web apps need the same key"), other::errors);
            assertTrue(other.errors().contains("--secret-key-file"), other::errors);
        }
    }

    @Test
    @Order(5)
    void onlyWebAppsAreGivenTheDatabase() {
        for (var roles : List.of("agent", "zone-proxy", "agent,connection-proxy,zone-proxy")) {
            try (var other = apps.connected(Program.in(directory.resolve("none"), roles))) {
                other.launch();
                assertEquals(WRONG_CONFIGURATION, other.exitCode());
                assertTrue(other.errors().contains("--database-url is for the role web-app"), other::errors);
            }
        }
    }

    @Test
    @Order(6)
    void theJobsMoveOnAndSignInsSurviveWhenAWebAppIsKilled() {
        var holder = Await.value("one web app holds the jobs, and knows it", PATIENCE, () -> {
            var before = apps.ask("select holder from job_lease");
            var holders = all().stream().filter(WebAppsIT::hasJobs).toList();
            boolean settled = apps.ask("select holder from job_lease").equals(before);
            return settled && holders.size() == 1 ? holders.getFirst() : null;
        });
        var others = all().stream().filter(app -> app != holder).toList();
        var browser = administrator.at(holder.port());
        browser.signIn("admin", BerthClient.PASSWORD);
        var before = apps.ask("select holder from job_lease");
        long killed = System.nanoTime();
        holder.kill();
        others.forEach(app -> browser.at(app.port()).impatient().get("/api/me").expect(200));
        Await.until(
                "another web app does the jobs",
                PATIENCE,
                () -> !apps.ask("select holder from job_lease").equals(before));
        System.out.printf(
                "measured: the jobs run on another web app %d ms after kill -9%n",
                Duration.ofNanos(System.nanoTime() - killed).toMillis());
    }

    private static boolean hasJobs(Program app) {
        var log = app.errors();
        return log.lastIndexOf("the jobs run here now") > log.lastIndexOf("the jobs run on another web app now");
    }
}
