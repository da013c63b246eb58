package dev.berth.control.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Joining;
import dev.berth.topology.Postgres;
import dev.berth.topology.Program;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Sessions on existing machines as the control plane sees them: no machine is dialled here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MachineSessionsIT {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String PASSWORD = "machine-secret-271828";

    @TempDir
    private static Path directory;

    private Program control;
    private Joining joining;
    private BerthClient admin;
    private BerthClient user;
    private Program first;
    private Program second;
    private String server;
    private String workspace;

    @BeforeAll
    void start() {
        control = Program.in(directory.resolve("control"), "web-app,database,zone-proxy")
                .with("session-per-user", "20")
                .with("log-level", "debug")
                .start();
        joining = Joining.of(control);
        admin = joining.administrator();
        user = control.user(admin, "worker");
        server = create("/api/admin/servers", server("pc 7", Map.of("maxSessions", 2)));
        workspace = admin.workspace(Map.of("name", "PC", "kind", "server", "serverId", server));
    }

    @AfterAll
    void stop() {
        for (var node : new Program[] {first, second, control}) {
            if (node != null) {
                node.close();
            }
        }
    }

    private String create(String path, Map<String, Object> body) {
        return admin.post(path, body).expect(201).body().path("id").asText();
    }

    private static Map<String, Object> server(String name, Map<String, Object> more) {
        var body = new HashMap<String, Object>(Map.of(
                "name",
                name,
                "protocol",
                "ssh",
                "host",
                "machine.invalid",
                "credentialMode",
                "static",
                "userName",
                "ann",
                "password",
                PASSWORD));
        body.putAll(more);
        return body;
    }

    private BerthClient.Answer launch(BerthClient who, String what) {
        return who.post("/api/sessions", Map.of("workspaceId", what));
    }

    private BerthClient.Answer refusal(BerthClient who, String what) {
        return launch(who.impatient(), what).expect(503);
    }

    private JsonNode launched(BerthClient who, String what) {
        return launch(who, what).expect(201).body();
    }

    private void endAll() {
        for (var session : admin.get("/api/admin/sessions").expect(200).body()) {
            var id = session.path("id").asText();
            admin.delete("/api/sessions/" + id).expect(202);
            admin.session(id, "ended");
        }
    }

    private JsonNode tile(String id) {
        for (var tile : user.get("/api/workspaces").expect(200).body()) {
            if (tile.path("id").asText().equals(id)) {
                return tile;
            }
        }
        throw new AssertionError("no tile " + id);
    }

    private JsonNode placement(String session) {
        return admin.get("/api/admin/sessions/" + session + "/placement")
                .expect(200)
                .body();
    }

    /** That of the last refusal whose record says this; the record begins with the id. */
    private JsonNode refusedPlacement(String text) {
        for (var event : admin.get("/api/admin/audit?limit=100").expect(200).body()) {
            var detail = event.path("detail").asText();
            if (event.path("action").asText().equals("session.refused") && detail.contains(text)) {
                return placement(detail.substring(0, detail.indexOf(':')));
            }
        }
        throw new AssertionError("no refusal says " + text);
    }

    private static String verdicts(JsonNode nodes) {
        var lines = new TreeSet<String>();
        nodes.forEach(node -> {
            var reasons = new ArrayList<String>();
            node.path("reasons").forEach(reason -> reasons.add(reason.asText()));
            lines.add(node.path("name").asText() + " " + node.path("verdict").asText() + reasons);
        });
        return String.join("; ", lines);
    }

    private BerthClient.Answer connect(String session) {
        return user.post("/api/sessions/" + session + "/connect", Map.of());
    }

    @Test
    @Order(1)
    void withoutAConnectionProxyTheUserHearsItPlainlyAndTheAdministratorWhy() {
        assertFalse(tile(workspace).path("available").asBoolean());
        assertTrue(tile(workspace).path("unavailableReason").asText().contains("no connection proxy"));
        var plain = refusal(user, workspace);
        assertTrue(plain.detail().contains("no connection proxy is at work"), plain.detail());
        assertFalse(plain.detail().contains("role"), plain.detail());
        var full = refusal(admin, workspace);
        assertTrue(full.detail().contains("no node has the role connection-proxy"), full.detail());
        joining.audited("session.refused", "no node has the role connection-proxy");
        var refused = refusedPlacement("no node has the role connection-proxy");
        assertEquals("pc 7", refused.path("servers").path("chosen").asText());
        assertTrue(refused.path("servers").path("why").asText().contains("no node has the role"), refused.toString());
    }

    @Test
    @Order(2)
    void aSessionRunsAtOnceAndShowsWhatItsViewerMaySee() {
        first = joining.joining(directory.resolve("first"), "connection-proxy").start();
        joining.state(first, "ready");
        assertTrue(tile(workspace).path("available").asBoolean());
        assertEquals("server", tile(workspace).path("kind").asText());
        var session = launched(user, workspace);
        assertEquals("running", session.path("state").asText());
        assertEquals("guacamole", session.path("protocol").asText());
        assertEquals("ssh", session.path("remote").asText());
        assertEquals(List.of("end"), List.of(session.path("actions").get(0).asText()));
        assertEquals(1, session.path("actions").size());
        assertTrue(session.path("policy").path("clipboardIn").asBoolean());
        assertTrue(session.path("server").isNull(), session.toString());
        var seen = admin.get("/api/sessions/" + session.path("id").asText())
                .expect(200)
                .body();
        assertEquals("pc 7", seen.path("server").asText());
        for (var action : List.of("pause", "stop")) {
            user.post("/api/sessions/" + session.path("id").asText() + "/" + action, Map.of())
                    .expect(409);
        }
        var connect = connect(session.path("id").asText()).expect(200).body();
        assertTrue(connect.path("url").asText().endsWith("/guacamole"), connect.toString());
        assertEquals(
                1,
                admin.get("/api/admin/servers/" + server)
                        .expect(200)
                        .body()
                        .path("sessions")
                        .asInt());
        endAll();
    }

    @Test
    @Order(3)
    void aFullADisabledAndAnUnreachableServerSaySo() {
        launched(user, workspace);
        launched(user, workspace);
        var full = refusal(user, workspace);
        assertTrue(full.detail().contains("You have a session on this machine already"), full.detail());
        var others = refusal(admin, workspace);
        assertTrue(others.detail().contains("is full"), others.detail());
        assertTrue(others.detail().contains("2 of 2 sessions"), others.detail());
        var why = refusedPlacement("2 of 2 sessions").path("servers");
        assertEquals("pc 7 refused[pc 7 has 2 of 2 sessions]", verdicts(why.path("listed")));
        endAll();

        var disabled = create("/api/admin/servers", server("off", Map.of("enabled", false)));
        var off = admin.workspace(Map.of("name", "Off", "kind", "server", "serverId", disabled));
        var out = refusal(user, off);
        assertTrue(out.detail().contains("out of service"), out.detail());

        var east = create("/api/admin/servers", server("far", Map.of("zone", "east")));
        var far = admin.workspace(Map.of("name", "Far", "kind", "server", "serverId", east));
        var unreached = refusal(admin, far);
        assertTrue(unreached.detail().contains("is in zone east"), unreached.detail());
        assertTrue(verdicts(refusedPlacement("far is in zone east").path("nodes"))
                .contains("refused[is in zone default, the machine is in east]"));

        var link = admin.workspace(Map.of("name", "Wiki", "kind", "link", "url", "https://wiki.example/"));
        assertEquals("https://wiki.example/", tile(link).path("url").asText());
        launch(user, link).expect(400);
        admin.post("/api/admin/workspaces", Map.of("name", "Bad", "kind", "link", "url", "javascript:alert(1)"))
                .expect(400);
    }

    @Test
    @Order(4)
    void secretsAreNeverShownAndKeptWhenLeftOut() {
        var changed = new HashMap<>(server("pc 7", Map.of("maxSessions", 2)));
        changed.remove("password");
        var view = admin.put("/api/admin/servers/" + server, changed).expect(200);
        assertTrue(view.body().path("passwordSet").asBoolean());
        for (var path : List.of(
                "/api/admin/servers",
                "/api/admin/servers/" + server,
                "/api/admin/workspaces",
                "/api/admin/sessions?state=all",
                "/api/admin/audit?limit=1000",
                "/q/metrics")) {
            assertFalse(admin.get(path).expect(200).raw().body().contains(PASSWORD), path);
        }
        assertFalse(control.errors().contains(PASSWORD), "the log");
        // nor is it sent to a machine that somebody puts in its place, by saving or by trying
        var elsewhere = new HashMap<>(changed);
        elsewhere.put("host", "192.0.2.66");
        var kept = admin.put("/api/admin/servers/" + server, elsewhere).expect(400);
        assertEquals(
                "password", kept.body().path("errors").path(0).path("field").asText(), kept.toString());
        elsewhere.put("id", server);
        admin.post("/api/admin/servers/test", elsewhere).expect(400);
        changed.put("password", "");
        assertFalse(admin.put("/api/admin/servers/" + server, changed)
                .expect(200)
                .body()
                .path("passwordSet")
                .asBoolean());
        user.get("/api/admin/servers").expect(403);
        user.get("/api/admin/server-pools").expect(403);
        changed.put("parameters", Map.of("recording-path", "/tmp"));
        var refused = admin.put("/api/admin/servers/" + server, changed).expect(400);
        assertTrue(refused.detail().contains("recording-path"), refused.detail());
    }

    @Test
    @Order(5)
    void anExclusivePoolGivesEachUserOneServerOfTheirOwn() {
        var one = create("/api/admin/servers", server("desk 1", Map.of()));
        var two = create("/api/admin/servers", server("desk 2", Map.of("maxSessions", 1)));
        var pool = create(
                "/api/admin/server-pools", Map.of("name", "Desks", "serverIds", List.of(one, two), "exclusive", true));
        var desks = admin.workspace(Map.of("name", "Desk", "kind", "pool", "poolId", pool));
        var mine = launched(user, desks).path("id").asText();
        var other = control.user(admin, "colleague");
        var theirs = launched(other, desks).path("id").asText();
        assertNotEquals(serverOf(mine), serverOf(theirs));
        var how = placement(theirs);
        assertEquals(serverOf(theirs), how.path("servers").path("chosen").asText());
        assertEquals(
                "desk 1 refused[desk 1 is in use by another user]; desk 2 chosen[0 of 1 sessions]",
                verdicts(how.path("servers").path("listed")));
        assertEquals(1, how.path("nodes").size(), how.toString());
        assertEquals("chosen", how.path("nodes").get(0).path("verdict").asText());
        assertEquals(
                "1 session", how.path("nodes").get(0).path("reasons").get(0).asText());
        user.get("/api/admin/sessions/" + theirs + "/placement").expect(403);
        var nobody = refusal(control.user(admin, "third"), desks);
        assertTrue(nobody.detail().contains("All machines of this workspace are in use"), nobody.detail());
        // who has a server gets that one again, or hears why not
        for (var client : List.of(user, other)) {
            var own = serverOf(client == user ? mine : theirs);
            var again = launch(client, desks);
            if (own.equals("desk 1")) {
                assertEquals(
                        "desk 1", serverOf(again.expect(201).body().path("id").asText()));
            } else {
                var sentence = again.expect(503).detail();
                assertTrue(sentence.contains("You have a session on this machine already"), sentence);
            }
        }
        endAll();
        admin.delete("/api/admin/server-pools/" + pool).expect(204);
        var gone = refusal(user, desks);
        assertTrue(gone.detail().contains("were removed"), gone.detail());
    }

    private String serverOf(String session) {
        return admin.get("/api/sessions/" + session)
                .expect(200)
                .body()
                .path("server")
                .asText();
    }

    @Test
    @Order(6)
    void aKilledProxyLosesNoSessionAndTheNextConnectLandsOnAnother() {
        var session = launched(user, workspace).path("id").asText();
        assertEquals(1, incarnation(session));
        second =
                joining.joining(directory.resolve("second"), "connection-proxy").start();
        joining.state(second, "ready");
        connect(session).expect(200);
        assertEquals(Joining.id(first), nodeOf(session), "nothing moves without need");
        first.kill();
        joining.state(first, "missing");
        connect(session).expect(200);
        assertEquals(Joining.id(second), nodeOf(session));
        var moved = placement(session).path("nodes");
        assertEquals(Joining.id(second), moved.get(0).path("id").asText());
        assertTrue(moved.get(1).path("reasons").get(0).asText().startsWith("last seen"), moved.toString());
        assertEquals(2, incarnation(session));
        assertEquals(
                "running",
                user.get("/api/sessions/" + session).body().path("state").asText());
        joining.audited("session.moved", session);
    }

    @Test
    @Order(7)
    void aDrainMovesSessionsAndIsDoneWithoutThem() {
        var session = admin.get("/api/admin/sessions").body().get(0).path("id").asText();
        first.start();
        joining.state(first, "ready");
        admin.post("/api/admin/nodes/" + Joining.id(second) + "/drain", Map.of("deadlineSeconds", 1, "move", true))
                .expect(200);
        Await.until("it moves", LONG, () -> nodeOf(session).equals(Joining.id(first)));
        Await.until(
                "the drain is done",
                LONG,
                () -> joining.seen(second)
                        .filter(node -> !node.path("drain").path("drainedAt").isNull())
                        .isPresent());
        admin.delete("/api/admin/nodes/" + Joining.id(second) + "/drain").expect(204);
    }

    @Test
    @Order(8)
    void aNewPolicyHoldsForLiveSessionsToo() {
        var session = admin.get("/api/admin/sessions").body().get(0).path("id").asText();
        int before = incarnation(session);
        admin.put(
                        "/api/admin/workspaces/" + workspace,
                        Map.of(
                                "name",
                                "PC",
                                "kind",
                                "server",
                                "serverId",
                                server,
                                "policy",
                                Map.of("clipboardOut", false, "recording", "on")))
                .expect(200);
        var policy = user.get("/api/sessions/" + session).body().path("policy");
        assertFalse(policy.path("clipboardOut").asBoolean());
        assertEquals("on", policy.path("recording").asText());
        assertEquals(before + 1, incarnation(session));
        Await.until("its proxy is told", LONG, () -> column(session, "outdated").equals("f"));
    }

    @Test
    @Order(9)
    void withTheServerItsSessionsEnd() {
        var session = admin.get("/api/admin/sessions").body().get(0).path("id").asText();
        admin.delete("/api/admin/servers/" + server).expect(204);
        assertEquals(
                "server-deleted",
                user.session(session, "ended").path("endReason").asText());
        var gone = refusal(user, workspace);
        assertTrue(gone.detail().contains("was removed"), gone.detail());
        assertFalse(tile(workspace).path("available").asBoolean());
    }

    @Test
    @Order(10)
    void theUsersOwnPasswordIsCarriedSealedAndWiped() {
        var own = create("/api/admin/servers", server("own", Map.of("credentialMode", "sign-in")));
        var mine = admin.workspace(Map.of("name", "Own", "kind", "server", "serverId", own));
        var session = launched(user, mine).path("id").asText();
        var early = connect(session).expect(409);
        assertTrue(early.detail().contains("Sign out, sign in again"), early.detail());
        user.signIn("worker", BerthClient.PASSWORD);
        connect(session).expect(200);
        var clear = "convert_to('" + BerthClient.PASSWORD + "', 'UTF8')";
        assertEquals("1", ask("select count(*) from login where credential is not null"));
        assertEquals("0", ask("select count(*) from login where position(" + clear + " in credential) > 0"));
        assertEquals("1", ask("select count(*) from session where credential is not null and id = '" + session + "'"));
        user.delete("/api/sessions/" + session).expect(202);
        user.session(session, "ended");
        assertEquals("0", ask("select count(*) from session where credential is not null"));
        assertFalse(control.errors().contains(BerthClient.PASSWORD), "the log");
    }

    @Test
    @Order(11)
    void aTestNamesTheProxyThatTriedOrSaysWhyNoneDid() {
        var far = create("/api/admin/servers", server("far away", Map.of("zone", "west")));
        var nowhere = admin.post("/api/admin/servers/" + far + "/test", Map.of())
                .expect(200)
                .body();
        assertFalse(nowhere.path("ok").asBoolean());
        assertTrue(nowhere.path("steps").get(0).path("detail").asText().contains("zone west"), nowhere.toString());
        var near = create("/api/admin/servers", server("near", Map.of()));
        var draft = server("draft", Map.of("id", near));
        draft.remove("password");
        var tried = admin.post("/api/admin/servers/test", draft).expect(200).body();
        assertFalse(tried.path("ok").asBoolean());
        assertFalse(tried.path("proxy").isNull(), tried.toString());
        assertFalse(tried.toString().contains(PASSWORD));
        user.post("/api/admin/servers/" + far + "/test", Map.of()).expect(403);
    }

    @Test
    @Order(12)
    void aProxyWithoutAWorkingGuacdIsPassedBy() {
        second.stop();
        second.with("guacd", "127.0.0.1:1").start();
        Await.until(
                "its report says so",
                LONG,
                () -> joining.seen(second)
                        .filter(node -> node.path("state").asText().equals("ready")
                                && node.path("findings").toString().contains("No machine can be connected here"))
                        .isPresent());
        var near = create("/api/admin/servers", server("beside", Map.of()));
        var machine = admin.workspace(Map.of("name", "Beside", "kind", "server", "serverId", near));
        for (int i = 0; i < 3; i++) {
            var session = launched(admin, machine).path("id").asText();
            assertEquals(Joining.id(first), nodeOf(session));
        }
    }

    private String nodeOf(String session) {
        return column(session, "node_id");
    }

    private int incarnation(String session) {
        return Integer.parseInt(column(session, "incarnation"));
    }

    private String column(String session, String name) {
        return ask("select " + name + " from session where id = '" + session + "'");
    }

    private String ask(String question) {
        try (var database = Postgres.of(control).connect();
                var rows = database.createStatement().executeQuery(question)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
