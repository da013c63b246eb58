package dev.berth.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.ProbeWorkspace;
import dev.berth.topology.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of workspaces are held ready, and administrators see how far. */
class ImageMatrixIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    private Path directory;

    @Test
    void everyImageHasAStateOnEveryAgent() {
        try (var program = Program.in(directory, "all").start()) {
            var client = program.administrator();
            ProbeWorkspace.quick(client);
            var broken = "localhost:1/berth/nothing:1";
            var pulled = ProbeWorkspace.pulled(client, broken);
            Await.until(
                    "one is there",
                    PATIENCE,
                    () -> state(client, ProbeWorkspace.IMAGE).equals("present"));
            assertTrue(cell(client, ProbeWorkspace.IMAGE).path("sizeBytes").asLong() > 100_000);
            Await.until(
                    "the other one is not",
                    PATIENCE,
                    () -> state(client, broken).equals("failed"));
            assertTrue(cell(client, broken).path("detail").asText().contains("cannot be reached"));
            var matrix = client.get("/api/admin/images").expect(200).body();
            assertEquals(1, matrix.path("nodes").size());
            assertTrue(matrix.toString().contains("\"pulled\""), matrix.toString());

            var answer = client.post("/api/admin/images/pull", Map.of("image", broken))
                    .expect(200)
                    .body();
            assertTrue(answer.get(0).path("ok").asBoolean(), answer.toString());
            client.post("/api/admin/images/pull", Map.of()).expect(400);
            client.post("/api/admin/images/prune", Map.of()).expect(200);
            assertEquals("present", state(client, ProbeWorkspace.IMAGE));
            program.user(client, "ada").get("/api/admin/images").expect(403);

            var workspace =
                    client.get("/api/admin/workspaces/" + pulled).expect(200).body();
            assertTrue(workspace.path("preload").asBoolean());
            client.delete("/api/admin/workspaces/" + pulled).expect(204);
            Await.until("it is forgotten", PATIENCE, () -> state(client, broken).isEmpty());
            assertFalse(client.get("/api/admin/images").raw().body().contains(broken));
        }
    }

    private static JsonNode cell(BerthClient client, String image) {
        for (var cell : client.get("/api/admin/images").expect(200).body().path("cells")) {
            if (cell.path("image").asText().equals(image)) {
                return cell;
            }
        }
        return MissingNode.getInstance();
    }

    private static String state(BerthClient client, String image) {
        return cell(client, image).path("state").asText();
    }
}
