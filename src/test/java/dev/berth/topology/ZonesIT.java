package dev.berth.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.chaos.DesktopStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What zones are set to, as nodes and browsers meet it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ZonesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Map<String, Object> USUAL =
            Map.of("proxyPath", "desktop", "proxyConnections", true, "upstreamAuthAddress", "");

    @TempDir
    private static Path directory;

    private Deployment deployment;
    private BerthClient client;
    private String session;

    @BeforeAll
    void start() {
        deployment = Deployment.apart(directory, front -> front.with("nodes-missing-after", "60s"));
        deployment.join("agent", "agent");
        client = deployment.administrator();
        var desktop = ProbeWorkspace.desktop(client, "zones");
        session = client.launch(desktop);
        client.session(session, "running");
    }

    @AfterAll
    void stop() {
        if (deployment != null) {
            deployment.close();
        }
    }

    @AfterEach
    void asUsual() {
        set(USUAL).expect(200);
    }

    private BerthClient.Answer set(Map<String, Object> settings) {
        var now = client.get("/api/admin/zones/default").expect(200).body();
        return client.put(
                "/api/admin/zones/default",
                Map.of("version", now.path("version").asInt(), "settings", settings));
    }

    /** Nodes learn their zone's settings with a check-in. */
    private URI streams() {
        Await.until("the stream opens", PATIENCE, () -> {
            try (var stream = DesktopStream.open(client, session)) {
                stream.picture();
                return true;
            } catch (RuntimeException | AssertionError notYet) {
                return false;
            }
        });
        return URI.create(client.connect(session).path("url").asText());
    }

    @Test
    void streamsHaveThePathOfTheirZone() {
        set(Map.of("proxyPath", "eu/streams")).expect(200);
        assertTrue(streams().getPath().startsWith("/eu/streams/" + session + "/"));
    }

    @Test
    void withoutProxyConnectionsBrowsersGoStraightToTheNode() {
        assertEquals(deployment.front().port(), streams().getPort());
        set(Map.of("proxyConnections", false)).expect(200);
        assertEquals(deployment.node("agent").port(), streams().getPort());
    }

    @Test
    void nodesMoveToAnotherUpstreamAuthAddressThatWorks() {
        var other = "https://127.0.0.1:" + deployment.front().port();
        // a busy agent may not have tried it in time
        Await.until("it is saved", PATIENCE, () -> {
            var saved = set(Map.of("upstreamAuthAddress", other));
            return !saved.code().equals("invalid") && saved.expect(200).status() == 200;
        });
        Await.until("the agent asks there", PATIENCE, () -> asks().equals(other));
        streams();
        assertEquals("ready", deployment.view("agent").path("state").asText());
        set(USUAL).expect(200);
        Await.until("it asks where it did", PATIENCE, () -> asks().startsWith("https://localhost:"));
    }

    private String asks() {
        return deployment.view("agent").path("upstream").path("address").asText();
    }

    @Test
    void nodesTryAnUpstreamAuthAddressBeforeItIsSaved() {
        var own = "https://127.0.0.1:" + deployment.node("agent").port();
        var refused = set(Map.of("upstreamAuthAddress", own));
        assertEquals("invalid", refused.code(), refused.raw().body());
        assertTrue(refused.detail().startsWith("agent: "), refused.detail());
        assertTrue(refused.detail().contains("this node itself"), refused.detail());
        var kept = client.get("/api/admin/zones/default").expect(200).body();
        assertTrue(kept.path("settings").path("upstreamAuthAddress").isNull());
    }

    /** Alert rules and dashboard read metrics that there are, in a real Prometheus that scrapes these nodes. */
    @Test
    void alertsAndDashboardReadWhatNodesTell() throws IOException {
        streams();
        var named = new TreeSet<String>();
        for (var file : List.of("config/prometheus/alerts.yaml", "config/grafana/berth.json")) {
            Pattern.compile("berth_[a-z_]+")
                    .matcher(Files.readString(Path.of(file)))
                    .results()
                    .forEach(found -> named.add(found.group()));
        }
        named.removeAll(Prometheus.ELSEWHERE);
        try (var prometheus = Prometheus.scraping(directory, List.of(deployment.front(), deployment.node("agent")))) {
            Await.until("every metric is there", PATIENCE, () -> {
                named.removeIf(prometheus::knows);
                return named.isEmpty();
            });
            Await.until(
                    "every rule is evaluated",
                    PATIENCE,
                    () -> prometheus.health().stream().allMatch("ok"::equals));
            assertEquals(Prometheus.rules(), prometheus.health().size());
            for (var panel : Prometheus.panels()) {
                Await.until("there is something to show: " + panel, PATIENCE, () -> prometheus.finds(panel));
            }
        }
    }

    @Test
    void allZonesAreOneFile() {
        var exported = client.get("/api/admin/zone-file").expect(200).raw().body();
        assertTrue(exported.contains("default"), exported);
        var wanted = """
                zones:
                  default:
                    proxyPath: files
                  far:
                    proxyHostname: far.example.org
                    proxyPort: 8443
                """;
        var diff = yaml("POST", "/api/admin/zone-file/diff", wanted).expect(200).body();
        assertEquals(
                "[\"change\",\"create\"]",
                diff.path("steps").findValues("action").toString().replace(" ", ""));
        var basis = diff.path("basis").asText();
        assertFalse(client.get("/api/admin/zones").expect(200).raw().body().contains("far.example.org"));
        yaml("PUT", "/api/admin/zone-file?basis=" + basis, wanted).expect(200);
        assertEquals(
                "files",
                client.get("/api/admin/zones/default")
                        .expect(200)
                        .body()
                        .path("settings")
                        .path("proxyPath")
                        .asText());
        // somebody who looked before that is told
        yaml("PUT", "/api/admin/zone-file?basis=" + basis, wanted).expect(409);
        var same = yaml(
                "POST",
                "/api/admin/zone-file/diff",
                client.get("/api/admin/zone-file").raw().body());
        assertEquals(
                "[\"same\",\"same\"]",
                same.body().path("steps").findValues("action").toString().replace(" ", ""));
        var refused = yaml("POST", "/api/admin/zone-file/diff", "zones:\n  default:\n    proxyPath: api\n");
        assertEquals("invalid", refused.code());
        assertTrue(refused.detail().contains("Zone default"), refused.detail());
    }

    @Test
    void aZonesSheetTellsWhoBuildsItsRegion() {
        var answer = client.get("/api/admin/zones/default/sheet").expect(200).raw();
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("text/markdown"));
        assertEquals(
                "attachment; filename=\"zone-default.md\"",
                answer.headers().firstValue("Content-Disposition").orElse(""));
        var agent = "https://127.0.0.1:" + deployment.node("agent").port();
        for (var told : List.of("Zone default", "`proxyPath`", "`" + client.base() + "`", "`" + agent + "`")) {
            assertTrue(answer.body().contains(told), () -> told + " is missing in " + answer.body());
        }
        assertEquals(
                403,
                deployment
                        .front()
                        .user(client, "reader")
                        .get("/api/admin/zones/default/sheet")
                        .status());
        assertEquals(404, client.get("/api/admin/zones/nowhere/sheet").status());
    }

    private BerthClient.Answer yaml(String method, String path, String text) {
        return client.send(client.request(path.replace(",", "%2C"))
                .setHeader("Content-Type", "application/yaml")
                .method(method, BodyPublishers.ofString(text)));
    }
}
