package dev.berth.topology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A real Prometheus with the example and the rules of config/prometheus, at a faster pace. */
public final class Prometheus implements AutoCloseable {
    /** Metrics that only some nodes have, looked at by the tests of those. */
    public static final Set<String> ELSEWHERE = Set.of("berth_acme_failures");

    private static final Path CONFIG = Path.of("config/prometheus");
    private static final Path DASHBOARD = Path.of("config/grafana/berth.json");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final String base;
    private final HttpClient http = HttpClient.newHttpClient();

    private Prometheus(Process process, int port) {
        this.process = process;
        this.base = "http://127.0.0.1:" + port;
    }

    /** One of its programs: the host's, or what scripts/test has unpacked. */
    public static String program(String name) {
        var unpacked = Path.of("target/tools/usr/bin", name);
        return Files.exists(unpacked) ? unpacked.toAbsolutePath().toString() : name;
    }

    static Prometheus scraping(Path directory, List<Program> nodes) throws IOException {
        var settings = directory.resolve("prometheus.yaml");
        var targets = nodes.stream()
                .map(node -> "\"localhost:" + node.port() + "\"")
                .collect(Collectors.joining(", ", "[", "]"));
        var example = Files.readString(CONFIG.resolve("prometheus.yaml"));
        Files.writeString(
                settings,
                example.substring(0, example.indexOf("    static_configs:"))
                                .replaceAll("(scrape|evaluation)_interval: .*", "$1_interval: 1s")
                                .replaceAll("ca_file: .*", "insecure_skip_verify: true")
                                .replace(
                                        "[alerts.yaml]",
                                        "[" + CONFIG.resolve("alerts.yaml").toAbsolutePath() + "]")
                        + "    static_configs:\n      - targets: " + targets + "\n        labels: {zone: default}\n");
        int port = Program.freePort();
        var started = new ProcessBuilder(
                        program("prometheus"),
                        "--config.file=" + settings,
                        "--storage.tsdb.path=" + directory.resolve("prometheus"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        var prometheus = new Prometheus(started, port);
        Await.until("Prometheus answers; it said: " + directory, PATIENCE, prometheus::isReady);
        return prometheus;
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new AssertionError("Prometheus ended with " + process.exitValue());
        }
        try {
            return send("/-/ready").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Whether a metric of this name was ever scraped. */
    boolean knows(String metric) {
        return finds(metric);
    }

    /** How each rule did when it was evaluated last; "unknown" before the first time. */
    List<String> health() {
        var rules = get("/api/v1/rules").path("groups").findValues("rules");
        return rules.stream()
                .flatMap(group -> group.findValuesAsText("health").stream())
                .toList();
    }

    /**
     * Whether a query has an answer that is not empty.
     *
     * @throws AssertionError when Prometheus does not understand it
     */
    boolean finds(String query) {
        return !get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .path("result")
                .isEmpty();
    }

    /** How many rules there are. */
    static int rules() throws IOException {
        return (int) Files.readString(CONFIG.resolve("alerts.yaml"))
                .lines()
                .filter(line -> line.strip().startsWith("- alert:"))
                .count();
    }

    /** What the dashboard's panels ask, with its variables as Grafana would fill them in. */
    static List<String> panels() throws IOException {
        var queries = JSON.readTree(DASHBOARD.toFile()).path("panels").findValuesAsText("expr").stream()
                .map(query -> query.replace("$__rate_interval", "1m").replace("$zone", "default"))
                .toList();
        if (queries.isEmpty() || queries.stream().anyMatch(query -> query.contains("$"))) {
            throw new AssertionError("a variable is not filled in: " + queries);
        }
        return queries;
    }

    private JsonNode get(String path) {
        try {
            var answer = JSON.readTree(send(path).body());
            if (!"success".equals(answer.path("status").asText())) {
                throw new AssertionError(path + ": " + answer);
            }
            return answer.path("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(base + path)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
