package dev.berth.control.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.topology.BerthClient;
import dev.berth.topology.ProbeWorkspace;
import dev.berth.topology.Program;
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

/** Many launches at the same moment: neither a node nor a user gets more than there is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CapacityIT {
    private static final int USERS = 4;
    private static final int EACH = 10;
    private static final int ROOM = 6;
    private static final int PER_USER = 3;

    @TempDir
    private static Path directory;

    private final List<BerthClient> users = new ArrayList<>();
    private Program program;
    private BerthClient administrator;

    @BeforeAll
    void start() {
        program = Program.in(directory, "all")
                .with("session-per-user", String.valueOf(PER_USER))
                .with("agent-network-pool", "0")
                .start();
        administrator = program.administrator();
        for (int i = 0; i < USERS; i++) {
            var created = administrator
                    .post("/api/admin/users", Map.of("name", "user" + i, "role", "user"))
                    .expect(201)
                    .body();
            var user = program.client();
            user.signIn("user" + i, created.path("password").asText());
            user.changePassword(created.path("password").asText(), BerthClient.PASSWORD);
            users.add(user);
        }
    }

    @AfterAll
    void stop() {
        program.close();
    }

    private JsonNode node() {
        return administrator.get("/api/admin/nodes").expect(200).body().get(0);
    }

    private static List<BerthClient.Answer> launchAtOnce(List<BerthClient> clients, int each, String workspace)
            throws Exception {
        var answers = new ArrayList<Future<BerthClient.Answer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < each; i++) {
                for (var client : clients) {
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

    @Test
    void neitherNodeNorUserIsOvercommittedAndTheLedgerReturnsToZero() throws Exception {
        long memory = node().path("memoryBytes").asLong() / ROOM;
        var workspace = ProbeWorkspace.large(administrator, memory);
        var answers = launchAtOnce(users, EACH, workspace);

        assertEquals(USERS * EACH, answers.size());
        assertEquals(ROOM, count(answers, 201, ""), answers.toString());
        long full = count(answers, 503, "no-capacity");
        long limited = count(answers, 409, "session-limit");
        assertEquals(USERS * EACH - ROOM, full + limited, answers.toString());
        answers.stream()
                .filter(answer -> answer.status() == 503)
                .forEach(answer ->
                        assertTrue(answer.detail().startsWith("There is no room for this workspace"), answer.detail()));
        var explained = administrator
                .post("/api/admin/placements", Map.of("workspaceId", workspace))
                .expect(200)
                .body();
        assertTrue(
                explained.path("nodes").get(0).path("reasons").toString().contains("memory short by"),
                explained.toString());

        assertEquals(ROOM * memory, node().path("reservedMemoryBytes").asLong());
        assertEquals(ROOM, node().path("liveSessions").asInt());
        for (var user : users) {
            assertTrue(live(user).size() <= PER_USER, "a user has too many");
        }
        for (var user : users) {
            live(user).forEach(id -> user.session(id, "running"));
        }
        endAll();
        assertEquals(0, node().path("reservedMemoryBytes").asLong());
        assertEquals(0, node().path("reservedCores").asDouble(), 1e-6);

        var quick = ProbeWorkspace.quick(administrator);
        var single = launchAtOnce(users.subList(0, 1), 20, quick);
        assertEquals(PER_USER, count(single, 201, ""), single.toString());
        assertEquals(20 - PER_USER, count(single, 409, "session-limit"), single.toString());
        endAll();
        assertEquals(0, node().path("reservedMemoryBytes").asLong());
        assertEquals(0, node().path("liveSessions").asInt());
    }

    private static List<String> live(BerthClient user) {
        var live = new ArrayList<String>();
        user.get("/api/sessions").expect(200).body().forEach(session -> {
            if (!session.path("state").asText().equals("ended")) {
                live.add(session.path("id").asText());
            }
        });
        return live;
    }

    private void endAll() {
        for (var user : users) {
            var live = live(user);
            live.forEach(id -> user.delete("/api/sessions/" + id).expect(202));
            live.forEach(id -> user.session(id, "ended"));
        }
    }
}
