package dev.berth.control.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Postgres;
import dev.berth.topology.Program;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The scheduler by its API, over agents that only the database knows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlacementIT {
    private static final long GIB = 1L << 30;
    private static final List<String> DISKS = List.of("disk=ssd", "disk=hdd", "disk=nvme");

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("last seen ", "missing"),
            Map.entry("never seen", "missing"),
            Map.entry("is being drained", "draining"),
            Map.entry("is disabled", "member"),
            Map.entry("is in zone ", "zone"),
            Map.entry("has none of the labels ", "labels"),
            Map.entry("has the excluded label ", "labels"),
            Map.entry("has no Docker network ", "network"),
            Map.entry("its container engine ", "engine"),
            Map.entry("memory short ", "memory"),
            Map.entry("CPU short ", "cores"),
            Map.entry("GPUs short ", "gpus"),
            Map.entry("has its ", "sessions"));

    @TempDir
    private static Path directory;

    private final Random random = new Random(4711);
    private Program program;
    private RegisteredAgents agents;
    private BerthClient administrator;
    private int workspaces;
    private int compared;

    @BeforeAll
    void start() throws SQLException {
        program = Program.in(directory, "web-app,database").start();
        administrator = program.administrator();
        administrator.post("/api/admin/zones", Map.of("name", "west")).expect(201);
        agents = new RegisteredAgents(Postgres.of(program));
    }

    @AfterAll
    void stop() throws SQLException {
        agents.close();
        program.close();
    }

    @AfterEach
    void removeAgents() throws SQLException {
        agents.execute("delete from node where version = 'test'");
        agents.execute("update job_lease set held_until = now()");
        strategy("least-load");
    }

    private void strategy(String name) {
        administrator
                .put("/api/admin/settings/scheduler", Map.of("strategy", name))
                .expect(200);
    }

    private String workspace(Map<String, Object> fields) {
        var all = new HashMap<String, Object>(Map.of(
                "name",
                "w" + workspaces++,
                "image",
                "berth/none:1",
                "protocol",
                "vnc",
                "cores",
                1,
                "memoryBytes",
                GIB,
                "sharedMemoryBytes",
                0));
        all.putAll(fields);
        return administrator.workspace(all);
    }

    private JsonNode preview(String workspace) {
        return administrator
                .post("/api/admin/placements", Map.of("workspaceId", workspace))
                .expect(200)
                .body();
    }

    private static String verdicts(JsonNode placement) {
        var lines = new TreeSet<String>();
        placement.path("nodes").forEach(node -> {
            var reasons = new ArrayList<String>();
            node.path("reasons").forEach(reason -> reasons.add(reason.asText()));
            lines.add(node.path("name").asText() + " " + node.path("verdict").asText() + reasons);
        });
        return String.join("; ", lines);
    }

    @Test
    void everyNodeIsExplained() throws SQLException {
        agents.add("big", "default", 8, 16 * GIB, "disk=ssd", "lab", 0);
        agents.add("full", "default", 8, GIB / 2, "disk=ssd", "lab", 0);
        agents.add("west", "west", 8, 16 * GIB, "disk=ssd\ngpu=a100", "lab", 2);
        agents.add("bare", "default", 8, 16 * GIB, "", "", 0);
        agents.seen(agents.add("silent", "default", 8, 16 * GIB, "disk=ssd", "lab", 0), -43);
        var placement = preview(workspace(
                Map.of("zone", "default", "includeLabels", List.of("disk=ssd", "disk=nvme"), "dockerNetwork", "lab")));
        assertEquals("big", placement.path("chosen").asText());
        assertTrue(
                verdicts(placement)
                        .matches(
                                "bare refused\\[has none of the labels disk=ssd, disk=nvme, has no Docker network lab]; big"
                                        + " chosen\\[]; full refused\\[memory short by 0.5 GiB]; silent refused\\[last seen (4[3-9]|[5-9]\\d|1\\d\\d) s"
                                        + " ago]; west refused\\[is in zone west, the session has to be in default]"),
                verdicts(placement));
        assertEquals("least-load", placement.path("strategy").asText());
        var gpu = workspace(Map.of("gpus", 2, "excludeLabels", List.of("disk=hdd")));
        assertEquals("west", preview(gpu).path("chosen").asText());
    }

    @Test
    void aNodeThatHasTheImageComesFirstAsLongAsItHasRoom() throws SQLException {
        withoutJobs();
        agents.add("idle", "default", 64, 1024 * GIB, "", "", 0);
        var busy = agents.add("busy", "default", 8, 16 * GIB, "", "", 0);
        agents.execute("update node set reserved_cores = 4 where id = '" + busy + "'");
        var image = Map.<String, Object>of("image", "berth/ready:1");
        var small = workspace(image);
        var large = workspace(Map.of("image", "berth/ready:1", "memoryBytes", 20 * GIB));
        assertEquals("idle", preview(small).path("chosen").asText());
        agents.execute(
                "insert into node_image values ('" + busy + "', 'berth/ready:1', 'PRESENT', null, '', 1, now())");
        assertEquals("busy", preview(small).path("chosen").asText());
        assertEquals("idle", preview(large).path("chosen").asText());
        agents.execute("update node_image set state = 'FAILED' where node_id = '" + busy + "'");
        assertEquals("idle", preview(small).path("chosen").asText());
    }

    @Test
    void wrongPlacesAreRefusedByTheirFields() {
        var refused = administrator
                .post(
                        "/api/admin/workspaces",
                        Map.of(
                                "name",
                                "x",
                                "image",
                                "a",
                                "includeLabels",
                                List.of("nonsense"),
                                "gpus",
                                -1,
                                "dockerNetwork",
                                "host"))
                .expect(400);
        var fields = new TreeSet<String>();
        refused.body()
                .path("errors")
                .forEach(error -> fields.add(error.path("field").asText()));
        assertEquals(List.of("dockerNetwork", "gpus", "includeLabels"), List.copyOf(fields));
        administrator
                .put("/api/admin/settings/scheduler", Map.of("strategy", "by-luck"))
                .expect(400);
    }

    /** The check of the ledger would give back what is reserved without sessions. */
    private void withoutJobs() throws SQLException {
        agents.execute("update job_lease set holder = gen_random_uuid(), held_until = now() + interval '1 hour'");
        Await.until("they have stopped", Duration.ofSeconds(60), () -> {
            var log = program.errors();
            return log.lastIndexOf("the jobs run on another web app now") > log.lastIndexOf("the jobs run here now");
        });
    }

    /** The database chooses, the scheduler explains: both must mean the same. */
    @Test
    void whatTheDatabaseChoosesIsWhatTheExplanationSays() throws SQLException {
        withoutJobs();
        for (int i = 0; i < 40; i++) {
            var id = agents.add(
                    "n" + i,
                    random.nextBoolean() ? "default" : "west",
                    random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(8),
                    random.nextInt(8) == 0 ? 0 : (1 + random.nextInt(8)) * GIB,
                    DISKS.get(random.nextInt(3)),
                    random.nextBoolean() ? "lab" : "",
                    random.nextInt(3));
            agents.execute("update node set draining = " + (random.nextInt(8) == 0)
                    + (random.nextInt(6) == 0 ? ", labels_override = 'disk=tape'" : "")
                    + (random.nextInt(6) == 0 ? ", cpu_overcommit = 0.5, memory_overcommit = 0.5" : "")
                    + (random.nextInt(6) == 0 ? ", gpus_override = 1" : "")
                    + (random.nextInt(6) == 0 ? ", max_sessions = " + random.nextInt(3) : "")
                    + ", reserved_cores = " + random.nextInt(3) + ", reserved_memory_bytes = "
                    + random.nextInt(3) * GIB + ", reserved_sessions = " + random.nextInt(3) + ", reserved_gpus = "
                    + random.nextInt(2) + " where id = '" + id + "'");
            if (random.nextInt(8) == 0) {
                agents.seen(id, -100);
            }
        }
        for (var strategy : List.of("least-load", "most-load", "fewest-sessions", "most-sessions")) {
            strategy(strategy);
            for (int i = 0; i < 6; i++) {
                compare(demand(), strategy);
            }
        }
        assertTrue(compared > 50, "only " + compared + " nodes fitted");
    }

    @Test
    void zonesAreVersionedAndWhatCannotWorkIsRefused() {
        var made = administrator
                .post("/api/admin/zones", Map.of("name", "north", "settings", Map.of("proxyPort", 443)))
                .expect(201)
                .body();
        administrator.post("/api/admin/zones", Map.of("name", "north")).expect(409);
        int version = made.path("version").asInt();
        var change = Map.of("version", version, "settings", Map.of("proxyHostname", "north.example.org"));
        var changed =
                administrator.put("/api/admin/zones/north", change).expect(200).body();
        assertEquals(443, changed.path("settings").path("proxyPort").asInt());
        var late = Map.of("version", version, "settings", Map.of("proxyPort", 1));
        administrator.put("/api/admin/zones/north", late).expect(409);
        var cannot = Map.of("version", version + 1, "settings", Map.of("boundary", true));
        var refused = administrator.put("/api/admin/zones/north", cannot).expect(400);
        assertTrue(refused.detail().contains("never left"), refused.detail());
        var history =
                administrator.get("/api/admin/zones/north/versions").expect(200).body();
        assertEquals(2, history.size());
        assertEquals(
                "north.example.org",
                history.get(0).path("changes").get(0).path("after").asText());
        administrator.delete("/api/admin/zones/default?version=1").expect(409);
        administrator.delete("/api/admin/zones/north?version=" + (version + 1)).expect(204);
        var token = Map.of("roles", List.of("agent"), "zone", "north");
        administrator.post("/api/admin/enrolments", token).expect(400);
    }

    @Test
    void aBoundaryIsNotLeftAndTheAuditTrailSaysSo() throws SQLException {
        agents.add("elsewhere", "default", 8, 16 * GIB, "", "", 0);
        var closed = Map.of("boundary", true, "searchAlternateZones", false);
        administrator
                .post("/api/admin/zones", Map.of("name", "tenant", "settings", closed))
                .expect(201);
        var launch = Map.of("workspaceId", workspace(Map.of()), "zone", "tenant");
        var refused = administrator.post("/api/sessions", launch).expect(503);
        assertTrue(refused.detail().contains("in zone tenant"), refused.detail());
        var audit = administrator.get("/api/admin/audit").expect(200).raw().body();
        assertTrue(
                audit.contains("home zone tenant (picked by the user, who came in through default), is not left"),
                audit);
        var open = Map.of("boundary", false, "searchAlternateZones", true);
        administrator
                .put("/api/admin/zones/tenant", Map.of("version", 1, "settings", open))
                .expect(200);
        var preview =
                administrator.post("/api/admin/placements", launch).expect(200).body();
        assertEquals("elsewhere", preview.path("chosen").asText());
        assertEquals("tenant", preview.path("zones").path("home").asText());
    }

    private String demand() {
        var fields = new HashMap<String, Object>(
                Map.of("cores", 1 + random.nextInt(3), "memoryBytes", (1 + random.nextInt(3)) * GIB));
        if (random.nextBoolean()) {
            fields.put("zone", "west");
        }
        if (random.nextInt(3) == 0) {
            fields.put("includeLabels", List.of("disk=ssd", "disk=tape"));
        }
        if (random.nextInt(3) == 0) {
            fields.put("excludeLabels", List.of("disk=hdd"));
        }
        if (random.nextInt(3) == 0) {
            fields.put("dockerNetwork", "lab");
        }
        fields.put("gpus", random.nextInt(2));
        return workspace(fields);
    }

    /** The figures of a refusal are the database's, of all agents; here the words tell of all as well. */
    private static void countedAsTold(JsonNode refusal) {
        var told = new TreeMap<String, Integer>();
        refusal.path("nodes")
                .forEach(node -> node.path("reasons").forEach(reason -> {
                    var words = reason.asText();
                    var filters = WORDS.entrySet().stream()
                            .filter(entry -> words.startsWith(entry.getKey()))
                            .map(Map.Entry::getValue)
                            .toList();
                    assertEquals(1, filters.size(), words);
                    told.merge(filters.getFirst(), 1, Integer::sum);
                }));
        var counted = new TreeMap<String, Integer>();
        refusal.path("refused")
                .properties()
                .forEach(entry -> counted.put(entry.getKey(), entry.getValue().asInt()));
        assertEquals(told, counted);
        assertEquals(refusal.path("nodes").size(), refusal.path("agents").asInt());
    }

    private void compare(String workspace, String strategy) throws SQLException {
        var said = new TreeSet<String>();
        preview(workspace).path("nodes").forEach(node -> {
            if (!node.path("verdict").asText().equals("refused")) {
                said.add(node.path("name").asText());
            }
        });
        var chosen = new ArrayList<JsonNode>();
        agents.execute("create temporary table kept as select id, draining from node");
        while (true) {
            var placement = preview(workspace);
            if (placement.path("chosen").isNull()) {
                countedAsTold(placement);
                break;
            }
            var first = placement.path("nodes").get(0);
            chosen.add(first);
            agents.execute("update node set draining = true where id = '"
                    + UUID.fromString(first.path("id").asText()) + "'");
        }
        agents.execute("update node n set draining = k.draining from kept k where k.id = n.id");
        agents.execute("drop table kept");
        assertEquals(
                said,
                new TreeSet<>(
                        chosen.stream().map(node -> node.path("name").asText()).toList()));
        compared += chosen.size();
        var zones = chosen.stream().map(node -> node.path("zone").asText()).toList();
        assertEquals(zones.stream().sorted().toList(), zones, "the home zone, which is default, comes first");
        if (strategy.endsWith("load")) {
            var order = strategy.equals("least-load")
                    ? Comparator.<Double>naturalOrder()
                    : Comparator.<Double>reverseOrder();
            for (var zone : new TreeSet<>(zones)) {
                var loads = chosen.stream()
                        .filter(node -> node.path("zone").asText().equals(zone))
                        .map(node -> node.path("load").asDouble())
                        .toList();
                assertEquals(loads.stream().sorted(order).toList(), loads);
            }
        }
    }

    @Test
    void aLaunchKeepsItsExplanationAndARefusalStandsInTheAuditTrail() throws SQLException {
        agents.add("only", "default", 8, 3 * GIB / 2, "", "", 0);
        var ada = program.user(administrator, "ada");
        var workspace = workspace(Map.of("name", "explained"));
        var session = ada.launch(workspace);
        var placement = administrator
                .get("/api/admin/sessions/" + session + "/placement")
                .expect(200)
                .body();
        assertEquals("only", placement.path("chosen").asText());
        assertEquals("only chosen[]", verdicts(placement));
        ada.get("/api/admin/sessions/" + session + "/placement").expect(403);
        assertEquals(1, agents.number("select reserved_sessions from node where name = 'only'"));

        var refused =
                ada.post("/api/sessions", Map.of("workspaceId", workspace)).expect(503);
        assertEquals("no-capacity", refused.code());
        assertFalse(refused.detail().contains("only"), refused.detail());
        var explained = administrator
                .post("/api/sessions", Map.of("workspaceId", workspace))
                .expect(503);
        assertTrue(explained.detail().contains("only: memory short by 0.5 GiB"), explained.detail());
        JsonNode event = null;
        for (var candidate : administrator.get("/api/admin/audit").expect(200).body()) {
            if (candidate.path("action").asText().equals("session.refused")
                    && candidate.path("actor").asText().equals("ada")) {
                event = candidate;
            }
        }
        assertTrue(event != null && event.path("detail").asText().contains("memory short by 0.5 GiB"));
        var id = event.path("detail").asText().substring(0, 36);
        assertEquals(
                "only refused[memory short by 0.5 GiB]",
                verdicts(administrator
                        .get("/api/admin/sessions/" + id + "/placement")
                        .expect(200)
                        .body()));
        ada.delete("/api/sessions/" + session).expect(202);
    }

    @Test
    void anAdministratorsOverridesWin() throws SQLException {
        var id = agents.add("small", "default", 1, GIB, "disk=hdd", "", 0);
        var wanted = workspace(Map.of("cores", 4, "memoryBytes", 2 * GIB, "includeLabels", List.of("disk=ssd")));
        assertTrue(preview(wanted).path("chosen").isNull());
        administrator
                .patch(
                        "/api/admin/nodes/" + id,
                        Map.of(
                                "labels",
                                Map.of("disk", "ssd"),
                                "overrides",
                                Map.of("cpuOvercommit", 2, "memoryOvercommit", 2, "cpuMode", "shares"),
                                "maxSessions",
                                1))
                .expect(204);
        assertEquals("small", preview(wanted).path("chosen").asText());
        var node = administrator.get("/api/admin/nodes").expect(200).body().findParents("name").stream()
                .filter(one -> one.path("name").asText().equals("small"))
                .findFirst()
                .orElseThrow();
        assertEquals("ssd", node.path("labels").path("disk").asText());
        assertEquals(8, node.path("capacity").path("cores").asDouble());
        assertEquals(2 * GIB, node.path("capacity").path("memoryBytes").asLong());
        assertEquals("shares", node.path("overrides").path("cpuMode").asText());
        assertEquals(1, node.path("maxSessions").asInt());
        administrator
                .patch("/api/admin/nodes/" + id, Map.of("overrides", Map.of("cpuOvercommit", -1)))
                .expect(400);
        administrator.patch("/api/admin/nodes/" + id, Map.of("maxSessions", 0)).expect(204);
        assertTrue(verdicts(preview(wanted)).contains("has its 0 sessions"));
    }

    @Test
    void aLedgerThatDisagreesIsPutRight() throws SQLException {
        var id = agents.add("astray", "default", 8, 8 * GIB, "", "", 0);
        agents.execute("update node set reserved_cores = 3, reserved_memory_bytes = 77, reserved_gpus = 1,"
                + " reserved_sessions = 9 where id = '" + id + "'");
        Await.until("the ledger is put right", Duration.ofSeconds(60), () -> {
            try {
                return agents.number("select count(*) from node where id = '" + id
                                + "' and reserved_cores = 0 and reserved_memory_bytes = 0 and reserved_gpus = 0"
                                + " and reserved_sessions = 0")
                        == 1;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        Await.until(
                "it is logged",
                Duration.ofSeconds(60),
                () -> program.errors().contains("did not agree with its sessions"));
    }
}
