package dev.berth.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Containers;
import dev.berth.topology.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workspaces that cannot run: the user learns why, and nothing of them stays. */
class LaunchFailuresIT {
    private static final long MIB = 1024 * 1024;

    @TempDir
    private static Path directory;

    private static Program program;
    private static BerthClient admin;
    private static JsonNode before;

    @BeforeAll
    static void start() {
        program = Program.in(directory, "all")
                .with("agent-launch-timeout", "10s")
                .with("agent-network-pool", "0")
                .start();
        admin = program.administrator();
        before = Await.value("the agent reports", Duration.ofSeconds(20), () -> {
            var node = node();
            return node.path("memoryBytes").asLong() > 0 ? node : null;
        });
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    private static JsonNode node() {
        return admin.get("/api/admin/nodes").expect(200).body().path(0);
    }

    @AfterEach
    void nothingStays() {
        var label = "label=dev.berth.node=" + before.path("id").asText();
        Await.until(
                "containers, networks and reservations are gone",
                Duration.ofSeconds(15),
                () -> Containers.docker("ps", "-aq", "--filter", label).isEmpty()
                        && Containers.docker("network", "ls", "-q", "--filter", label)
                                .isEmpty()
                        && node().path("reservedMemoryBytes").asLong() == 0
                        && node().path("reservedCores").asDouble() == 0);
    }

    private static Map<String, Object> probe(Object... more) {
        var fields = new HashMap<String, Object>(Map.of(
                "name",
                "Probe " + UUID.randomUUID(),
                "image",
                "berth/test-probe:1",
                "protocol",
                "http",
                "cores",
                0.5,
                "memoryBytes",
                128 * MIB,
                "sharedMemoryBytes",
                16 * MIB));
        for (int i = 0; i < more.length; i += 2) {
            fields.put((String) more[i], more[i + 1]);
        }
        return fields;
    }

    /** The sentence with which the launch ended. */
    private static String failure(Map<String, Object> workspace) {
        var id = admin.launch(admin.workspace(workspace));
        var session = admin.session(id, "ended");
        assertEquals("launch-failed", session.path("endReason").asText(), session::toString);
        assertEquals(
                410, admin.post("/api/sessions/" + id + "/connect", Map.of()).status());
        return session.path("endDetail").asText();
    }

    private static void contains(String text, String... parts) {
        for (var part : parts) {
            assertTrue(text.contains(part), text);
        }
    }

    @Test
    void anImageThatDoesNotExist() {
        contains(failure(probe("image", "127.0.0.1:1/team/nosuch:7")), "127.0.0.1:1/team/nosuch:7");
    }

    @Test
    void anImageThatExitsAtOnce() {
        contains(
                failure(probe("environment", Map.of("MODE", "exit"))), "exited with code 3", "probe: refuses to start");
    }

    @Test
    void anImageThatNeverListens() {
        contains(
                failure(probe("environment", Map.of("MODE", "silent"))),
                "nothing answers http on its port 8080 after 10 s",
                "Check the port and the protocol");
    }

    @Test
    void aCommandThatIsNotInTheImage() {
        contains(failure(probe("runOverrides", Map.of("command", "/bin/nosuch"))), "nosuch");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "privileged  | true     | Run override 'privileged' would let the workspace take hold of its host",
                "volumes     | /:/host  | Run override 'volumes' would let the workspace take hold of its host",
                "pid_mode    | host     | Run override 'pid_mode' would let the workspace take hold of its host",
                "hostnamee   | desk     | Run override 'hostnamee' is unknown. Did you mean 'hostname'?",
                "mem_limit   | 8g       | Run override 'mem_limit' is decided by the workspace",
                "shm_size    | much     | Run override 'shm_size' must be a size",
            })
    void anOverrideThatIsNotAllowed(String key, String value, String sentence) {
        Object typed = value.equals("true") ? Boolean.TRUE : value;
        contains(failure(probe("runOverrides", Map.of(key, typed))), sentence);
    }

    @Test
    void aWorkspaceLargerThanTheNode() {
        var memory = admin.workspace(probe("memoryBytes", 1024 * 1024 * MIB));
        var refused = admin.post("/api/sessions", Map.of("workspaceId", memory)).expect(503);
        assertEquals("no-capacity", refused.code());
        contains(refused.detail(), "memory short by 10", "GiB");
        var cores = admin.workspace(probe("cores", 256));
        contains(
                admin.post("/api/sessions", Map.of("workspaceId", cores))
                        .expect(503)
                        .detail(),
                "CPU short by");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "berth/demo:1; rm -rf /",
                "$(id)",
                "`id`",
                "berth/demo:1 --privileged",
                "Berth/Demo:1",
                "berth/demo:",
                "berth/demo@sha256:12",
                "-v/:/host",
                "../../etc/passwd",
                "https://registry.example/demo",
                "berth/demo:1\n",
                "berth\u0000demo",
            })
    void anImageNameThatIsNone(String image) {
        fieldError(probe("image", image), "image");
    }

    @Test
    void anImageNameThatIsTooLong() {
        fieldError(probe("image", "a".repeat(600)), "image");
        fieldError(probe("image", "a/".repeat(300) + "a"), "image");
    }

    private static void fieldError(Map<String, Object> workspace, String field) {
        var refused = admin.post("/api/admin/workspaces", workspace).expect(400);
        assertEquals("invalid", refused.code());
        var errors = refused.body().path("errors");
        assertEquals(1, errors.size(), refused.body()::toString);
        assertEquals(field, errors.get(0).path("field").asText());
        assertFalse(errors.get(0).path("message").asText().isEmpty());
    }

    @Test
    void everyFieldHasItsBounds() {
        fieldError(probe("name", "n".repeat(81)), "name");
        fieldError(probe("cores", 0), "cores");
        fieldError(probe("cores", "NaN"), "cores");
        fieldError(probe("memoryBytes", -1, "sharedMemoryBytes", -1), 2);
        fieldError(probe("port", 70_000), "port");
        fieldError(probe("protocol", "rdp"), "protocol");
        fieldError(probe("icon", "javascript:alert(1)"), "icon");
        fieldError(probe("environment", Map.of("A=B", "x")), "environment");
        fieldError(probe("environment", Map.of("A", "x\u0000y")), "environment");
        fieldError(probe("runOverrides", java.util.List.of("privileged")), "runOverrides");
        fieldError(probe("registryPassword", "secret without user"), "registryPassword");
        fieldError(probe("registryUser", "u".repeat(300)), "registryUser");
    }

    private static void fieldError(Map<String, Object> workspace, int count) {
        var refused = admin.post("/api/admin/workspaces", workspace).expect(400);
        assertEquals(count, refused.body().path("errors").size(), refused.body()::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "\"text\"",
                "{\"name\":{}}",
                "{\"cores\":\"many\"}",
                "{\"memoryBytes\":1e400}",
                "{\"name\":\"a\\u0000b\",\"image\":\"a\"}",
                "{\"environment\":{\"A\":null},\"name\":\"-a\",\"image\":\"a\"}",
                "{\"categories\":[null],\"name\":\"-a\",\"image\":\"a\"}",
            })
    void aBodyOfTheWrongForm(String body) {
        for (var path : new String[] {"/api/admin/workspaces", "/api/admin/users", "/api/sessions", "/api/login"}) {
            var answer = admin.send(admin.request(path).POST(java.net.http.HttpRequest.BodyPublishers.ofString(body)));
            assertEquals(400, answer.status(), () -> path + ": " + answer.raw().body());
            assertEquals(
                    "invalid", answer.code(), () -> path + ": " + answer.raw().body());
        }
    }

    @Test
    void aRegistryPasswordGoesWithItsUser() {
        var fields = probe("registryUser", "robot", "registryPassword", "registry secret");
        var id = admin.workspace(fields);
        var path = "/api/admin/workspaces/" + id;
        assertTrue(
                admin.get(path).expect(200).body().path("registryPasswordSet").asBoolean());
        fields.remove("registryPassword");
        assertTrue(admin.put(path, fields)
                .expect(200)
                .body()
                .path("registryPasswordSet")
                .asBoolean());
        fields.remove("registryUser");
        assertFalse(admin.put(path, fields)
                .expect(200)
                .body()
                .path("registryPasswordSet")
                .asBoolean());
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        var none = UUID.randomUUID();
        for (var path : new String[] {
            "/api/sessions/" + none, "/api/admin/workspaces/" + none, "/api/sessions/not-an-id", "/api/nosuch"
        }) {
            assertEquals("not-found", admin.get(path).expect(404).code(), path);
        }
        assertEquals(
                "not-found",
                admin.post("/api/sessions", Map.of("workspaceId", none))
                        .expect(404)
                        .code());
        assertEquals(
                "invalid",
                admin.post("/api/sessions", Map.of("workspaceId", "x"))
                        .expect(400)
                        .code());
        assertEquals(
                "invalid", admin.post("/api/sessions", Map.of()).expect(400).code());
        assertEquals(405, admin.put("/api/sessions", Map.of()).status());
    }
}
