package dev.berth.connectionproxy.recording;

import static dev.berth.topology.Containers.docker;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A session on a real machine through a real guacd: what it drew can be had from the API, octet by octet. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedSessionIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** Other streams, such as the settings of the terminal, have blobs too. */
    private static final Pattern PICTURE =
            Pattern.compile("3\\.img,(\\d+\\.\\d+),[^;]*;4\\.blob,\\1,\\d+\\.[A-Za-z0-9+/=]+;");

    @TempDir
    private static Path temporary;

    private final List<String> containers = new ArrayList<>();
    private Program program;
    private BerthClient administrator;
    private String machine;

    @BeforeAll
    void start() {
        var guacd = container("berth/test-guacd:1");
        machine = container("berth/test-target:1");
        program = Program.in(temporary, "all").with("guacd", guacd + ":4822").start();
        administrator = program.administrator();
    }

    private String container(String image) {
        var id = docker("run", "-d", "--label=dev.berth.test=recording", image);
        if (!id.matches("[0-9a-f]{64}")) {
            throw new AssertionError("the images of src/test/images are built with scripts/images/build: " + id);
        }
        containers.add(id);
        return docker("inspect", "-f", "{{.NetworkSettings.IPAddress}}", id);
    }

    @AfterAll
    void stop() {
        program.close();
        containers.forEach(id -> docker("rm", "-f", id));
    }

    private String session(String recording) {
        var server = administrator
                .post(
                        "/api/admin/servers",
                        Map.of(
                                "name", "box " + recording + " " + System.nanoTime(),
                                "protocol", "ssh",
                                "host", machine,
                                "credentialMode", "static",
                                "userName", "demo",
                                "password", "demo-pass"))
                .expect(201)
                .body()
                .path("id")
                .asText();
        var workspace = administrator.workspace(Map.of(
                "name",
                "Box " + System.nanoTime(),
                "kind",
                "server",
                "serverId",
                server,
                "policy",
                Map.of("recording", recording)));
        var session = administrator.launch(workspace);
        administrator.session(session, "running");
        return session;
    }

    private PageSocket open(String session) {
        var address = administrator.connect(session).path("url").asText();
        return PageSocket.open(administrator, URI.create(address + "?width=800&height=600&dpi=96&image=image/png"));
    }

    private JsonNode recording(String session, String state) {
        return Await.value("a recording of " + session + " is " + state, SOON, () -> {
            for (var one : administrator.read("/api/admin/recordings?session=" + session)) {
                if (one.path("state").asText().equals(state)) {
                    return one;
                }
            }
            return null;
        });
    }

    private HttpResponse<byte[]> data(String id, String range) {
        var request = administrator.request("/api/admin/recordings/" + id + "/data");
        if (!range.isEmpty()) {
            request.header("Range", range);
        }
        try {
            return administrator.http().send(request.GET().build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private long audited(String action, String id) {
        long found = 0;
        for (var entry :
                administrator.get("/api/admin/audit?limit=200").expect(200).body()) {
            if (entry.path("action").asText().equals(action)
                    && entry.path("subject").asText().equals(id)) {
                found++;
            }
        }
        return found;
    }

    @Test
    void whatASessionShowedCanBePlayed() throws IOException {
        var session = session("required");
        String shown;
        try (var page = open(session)) {
            page.awaitFrame();
            page.type("echo recorded\n");
            page.awaitPictures(3);
            recording(session, "writing");
            shown = page.heard();
        }
        administrator.delete("/api/sessions/" + session);
        var recording = recording(session, "complete");
        var id = recording.path("id").asText();
        assertTrue(recording.path("serverName").asText().startsWith("box required"), recording.toString());
        assertEquals("admin", recording.path("userName").asText());
        var file = program.dataDirectory().resolve("recordings").resolve(id);
        var kept = Files.readAllBytes(file);
        assertEquals(kept.length, recording.path("bytes").asLong());

        var played = data(id, "");
        assertEquals(200, played.statusCode());
        assertArrayEquals(kept, played.body());
        var text = new String(kept, StandardCharsets.US_ASCII);
        var blobs = PICTURE.matcher(shown);
        int pictures = 0;
        for (; blobs.find(); pictures++) {
            assertTrue(text.contains(blobs.group()), "a picture that the page saw is not recorded");
        }
        assertTrue(pictures >= 3, "pictures: " + pictures);
        assertTrue(text.contains("4.sync,"));
        assertTrue(!text.contains("3.key,"), "keys are not recorded");

        var parts = new ByteArrayOutputStream();
        for (int at = 0; at < kept.length; at += 5000) {
            var part = data(id, "bytes=" + at + "-" + (at + 4999));
            assertEquals(206, part.statusCode());
            parts.writeBytes(part.body());
        }
        assertArrayEquals(kept, parts.toByteArray());
        assertEquals(100, data(id, "bytes=-100").body().length);
        var beyond = data(id, "bytes=" + kept.length + "-");
        assertEquals(416, beyond.statusCode());
        assertEquals(
                "bytes */" + kept.length,
                beyond.headers().firstValue("Content-Range").orElse(""));
        assertEquals(1, audited("recording.played", id));

        administrator.delete("/api/admin/recordings/" + id).expect(202);
        Await.until("the file is gone", SOON, () -> !Files.exists(file));
        Await.until(
                "the list is empty",
                SOON,
                () -> administrator
                        .get("/api/admin/recordings?session=" + session)
                        .expect(200)
                        .body()
                        .isEmpty());
        administrator.get("/api/admin/recordings/" + id).expect(404);
        assertEquals(1, audited("recording.deleted", id));
    }

    @Test
    void othersMayNotSeeRecordings() {
        var user = program.user(administrator, "curious");
        user.get("/api/admin/recordings").expect(403);
        user.get("/api/admin/recordings/" + java.util.UUID.randomUUID() + "/data")
                .expect(403);
        program.client().get("/api/admin/recordings").expect(401);
    }

    @Test
    void aSessionThatMustBeRecordedAndCannotDoesNotStart() throws IOException {
        var directory = program.dataDirectory().resolve("recordings");
        var aside = program.dataDirectory().resolve("aside");
        if (Files.exists(directory)) {
            Files.move(directory, aside);
        }
        // this user may be root, whom permissions do not stop
        Files.writeString(directory, "a file is in the way");
        try {
            var required = session("required");
            try (var page = open(required)) {
                var reason = page.awaitClose();
                assertTrue(reason.contains("must be recorded"), reason);
            }
            var told = recording(required, "cut-short");
            assertTrue(told.path("unavailable").asText().contains("Nothing was recorded"), told.toString());
            assertTrue(told.path("detail").asText().contains(directory.toString()), told.toString());
            try (var page = open(session("on"))) {
                page.awaitFrame();
            }
        } finally {
            Files.delete(directory);
            if (Files.exists(aside)) {
                Files.move(aside, directory);
            }
        }
    }
}
