package dev.berth.control.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.berth.topology.BerthClient;
import dev.berth.topology.WebApps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Many launches at the same moment over two web apps, into pools that share servers: none is ever overfilled. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FullPoolIT {
    private static final int USERS = 6;
    private static final int EACH = 8;

    @TempDir
    private static Path directory;

    private final List<BerthClient> clients = new ArrayList<>();
    private WebApps apps;
    private BerthClient admin;

    @BeforeAll
    void start() {
        apps = new WebApps(directory);
        apps.add("web-0", "web-app,connection-proxy").with("session-per-user", "100");
        apps.add("web-1", "web-app,connection-proxy").with("session-per-user", "100");
        apps.startTogether();
        admin = apps.printer().administrator();
        for (int i = 0; i < USERS; i++) {
            apps.printer().user(admin, "user" + i);
            var client = apps.get(i % 2).client();
            client.signIn("user" + i, BerthClient.PASSWORD);
            clients.add(client);
        }
    }

    @AfterAll
    void stop() {
        apps.close();
    }

    private String server(String name, int sessions, int users) {
        return admin.post(
                        "/api/admin/servers",
                        Map.of(
                                "name",
                                name,
                                "protocol",
                                "vnc",
                                "host",
                                "192.0.2.7",
                                "maxSessions",
                                sessions,
                                "maxUsers",
                                users))
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    private String workspace(String name, boolean exclusive, String... servers) {
        var pool = admin.post(
                        "/api/admin/server-pools",
                        Map.of("name", name, "serverIds", List.of(servers), "exclusive", exclusive))
                .expect(201)
                .body()
                .path("id")
                .asText();
        return admin.workspace(Map.of("name", name, "kind", "pool", "poolId", pool));
    }

    private List<BerthClient.Answer> launchAtOnce(int each, String... workspaces) throws Exception {
        var answers = new ArrayList<Future<BerthClient.Answer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < each; i++) {
                for (var client : clients) {
                    var workspace = workspaces[answers.size() % workspaces.length];
                    answers.add(threads.submit(() -> launch(client, workspace)));
                }
            }
        }
        var all = new ArrayList<BerthClient.Answer>();
        for (var answer : answers) {
            all.add(answer.get());
        }
        return all;
    }

    private static BerthClient.Answer launch(BerthClient client, String workspace) {
        return client.post("/api/sessions", Map.of("workspaceId", workspace));
    }

    private static long count(List<BerthClient.Answer> answers, int status, String code) {
        return answers.stream()
                .filter(answer -> answer.status() == status && answer.code().equals(code))
                .count();
    }

    private void endAll() {
        admin.get("/api/admin/sessions")
                .expect(200)
                .body()
                .forEach(session -> admin.delete(
                                "/api/sessions/" + session.path("id").asText())
                        .expect(202));
        for (var session : admin.get("/api/admin/sessions").expect(200).body()) {
            admin.session(session.path("id").asText(), "ended");
        }
    }

    @Test
    void poolsThatShareServersAreFilledToTheLastPlaceAndNoFurther() throws Exception {
        var shared = server("shared", 5, 100);
        var one = workspace("one", false, server("one a", 4, 100), shared);
        var two = workspace("two", false, shared, server("two a", 3, 100));
        var answers = launchAtOnce(EACH, one, two);
        assertEquals(12, count(answers, 201, ""), answers.toString());
        assertEquals(USERS * EACH - 12, count(answers, 503, "no-capacity"), answers.toString());
        assertEquals(
                "0",
                apps.ask("select count(*) from (select s.id from server s join session n on n.server_id = s.id"
                        + " where n.state <> 'ENDED' group by s.id having count(*) > max(s.max_sessions)) x"));
        endAll();
    }

    @Test
    void anExclusivePoolNeverHasTwoUsersOnAServer() throws Exception {
        var desks =
                workspace("desks", true, server("desk a", 10, 10), server("desk b", 10, 10), server("desk c", 10, 10));
        var answers = launchAtOnce(3, desks);
        assertEquals(9, count(answers, 201, ""), answers.toString());
        assertEquals(
                "1",
                apps.ask("select max(u) from (select count(distinct user_id) u from session where state <> 'ENDED'"
                        + " group by server_id) x"));
        assertEquals(
                "1",
                apps.ask("select max(s) from (select count(distinct server_id) s from session where state <> 'ENDED'"
                        + " group by user_id) x"));
        endAll();
    }

    @Test
    void aServerTakesNoMoreUsersThanItMay() throws Exception {
        var club = workspace("club", false, server("club a", 100, 2));
        var answers = launchAtOnce(2, club);
        assertEquals(4, count(answers, 201, ""), answers.toString());
        endAll();
    }
}
