package dev.berth.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.berth.chaos.DesktopStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One launch and one connection through every role are one trace each, at a collector that speaks OTLP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class TracesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String FOREIGN = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String THEIRS = "00-" + FOREIGN + "-00f067aa0ba902b7-01";

    @TempDir
    private static Path directory;

    private TraceCollector collector;
    private Deployment deployment;
    private BerthClient client;
    private String desktop;

    @BeforeAll
    void start() throws Exception {
        collector = new TraceCollector();
        deployment = new Deployment(directory, "web-app,database", collector::collectFrom);
        var proxy = deployment.join("proxy", "zone-proxy", collector::collectFrom);
        deployment.join("agent", "agent", collector::collectFrom);
        client = deployment.administrator();
        var zone = client.get("/api/admin/zones/default").expect(200).body();
        client.put(
                        "/api/admin/zones/default",
                        Map.of("version", zone.path("version").asInt(), "settings", Map.of("proxyPort", proxy.port())))
                .expect(200);
        desktop = ProbeWorkspace.desktop(client, "traced");
    }

    @AfterAll
    void stop() {
        if (deployment != null) {
            deployment.close();
        }
        collector.close();
    }

    /** With what a caller may say of a trace of its own. */
    private String launch() {
        var session = Await.value("there is room", PATIENCE, () -> {
            var launched = client.send(client.request("/api/sessions")
                    .header("traceparent", THEIRS)
                    .POST(BodyPublishers.ofString("{\"workspaceId\": \"" + desktop + "\"}")));
            return launched.status() == 201 ? launched.body().path("id").asText() : null;
        });
        client.session(session, "running");
        return session;
    }

    private static Predicate<TraceCollector.Seen> of(String session) {
        return span -> span.attribute("berth.session").equals(session);
    }

    /** Whatever happens to the collector. */
    private void journey(String session) {
        Await.until("the stream opens", PATIENCE, () -> {
            try (var stream = DesktopStream.open(client, session)) {
                stream.picture();
                return true;
            } catch (RuntimeException | AssertionError notYet) {
                return false; // the proxy learns its zone's settings with a check-in
            }
        });
        client.delete("/api/sessions/" + session).expect(202);
        client.session(session, "ended");
    }

    @Test
    void workIsTracedAcrossTheRoles() {
        var session = launch();
        oneLaunchIsOneTrace(session);
        Await.until(
                "streams go through the proxy",
                PATIENCE,
                () -> address(session).getPort() == deployment.node("proxy").port());
        var url = URI.create(client.connect(session).path("url").asText());
        DesktopStream.browser(client, url)
                .header("traceparent", THEIRS)
                .subprotocols("binary")
                .buildAsync(url, new WebSocket.Listener() {})
                .join()
                .abort();
        oneConnectionIsOneTrace(session);
        journey(session);
        theEndIsTraced(session);
        nothingIsTold(session);
        aRefusalCanBeQuoted();
        withoutACollectorAllGoesOn();
    }

    private URI address(String session) {
        var connect =
                client.post("/api/sessions/" + session + "/connect", Map.of()).expect(200);
        return URI.create(connect.body().path("url").asText());
    }

    private void oneLaunchIsOneTrace(String session) {
        var request = collector.span("front", "POST /api/sessions", of(session));
        assertEquals("", request.parent(), "a trace begins here");
        assertEquals("201", request.attribute("http.response.status_code"));
        var placed = collector.part(request, "front", "place session");
        assertEquals("agent", placed.attribute("berth.placement.node"));
        var launch = collector.part(request, "front", "launch session");
        var asked = collector.part(launch, "front", "POST /internal/agent/launch");
        var answered = collector.part(asked, "agent", "POST /internal/agent/launch");
        for (var step : List.of("pull image", "create container", "start container", "wait for stream")) {
            collector.part(answered, "agent", step);
        }
        assertEquals("berth", answered.process().get("service.name"));
        assertEquals("default", answered.process().get("berth.zone"));
        assertEquals("agent", answered.process().get("berth.role"));
        assertEquals(Joining.id(deployment.node("agent")), answered.process().get("service.instance.id"));
        assertTrue(
                deployment
                        .front()
                        .errors()
                        .lines()
                        .anyMatch(line ->
                                line.contains("launching") && line.contains("\"traceId\":\"" + request.trace() + "\"")),
                "the log names the trace");
    }

    private void oneConnectionIsOneTrace(String session) {
        var opened = collector.span("proxy", "open stream", of(session));
        assertEquals("", opened.parent());
        var asked = collector.part(opened, "proxy", "POST /internal/control/authorize");
        collector.part(asked, "front", "POST /internal/control/authorize");
        var forwarded = collector.part(opened, "proxy", "forward stream");
        var owner = collector.part(forwarded, "agent", "open stream");
        collector.part(owner, "agent", "open target");
    }

    /** Not what follows: the reconciler may have been quicker, and is not traced. */
    private void theEndIsTraced(String session) {
        var request = collector.span("front", "DELETE /api/sessions/{id}", of(session));
        assertEquals("202", request.attribute("http.response.status_code"));
    }

    private void nothingIsTold(String session) {
        var cookie = client.cookie("__Host-berth", "/");
        var token = client.cookie("berth-stream", "/desktop/" + session + "/");
        for (var secret :
                List.of(cookie, token, client.csrfToken(), BerthClient.PASSWORD, TraceCollector.SECRET, "?", "admin")) {
            assertFalse(secret.isEmpty());
            for (var one : collector.seen()) {
                assertFalse(one.told().contains(secret), one.told() + " tells " + secret);
            }
        }
        for (var one : collector.seen()) {
            assertNotEquals(FOREIGN, one.trace(), "nobody from outside says which trace it is");
            assertFalse(one.name().contains("check-in"), "check-ins are not traced");
        }
        assertEquals(List.of(), collector.refused());
    }

    private void aRefusalCanBeQuoted() {
        var refused = client.post("/api/sessions", Map.of("workspaceId", UUID.randomUUID()))
                .expect(404);
        var quoted = refused.body().path("traceId").asText();
        var request =
                collector.span("front", "POST /api/sessions", one -> one.trace().equals(quoted));
        assertEquals("not-found", request.attribute("error.type"));
        assertEquals(
                "not-found", collector.part(request, "front", "place session").attribute("error.type"));
    }

    private void withoutACollectorAllGoesOn() {
        collector.close();
        journey(launch());
        Await.until("the loss is counted", PATIENCE, () -> lost() > 0);
        journey(launch());
        var told = deployment
                .front()
                .errors()
                .lines()
                .filter(line -> line.contains("the collector of traces takes none"))
                .count();
        assertEquals(1, told, deployment.front().errors());
    }

    private double lost() {
        return client.get("/q/metrics")
                .expect(200)
                .raw()
                .body()
                .lines()
                .filter(line -> line.startsWith("berth_trace_spans_total") && line.contains("outcome=\"lost\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void offNoClassIsLoadedForIt() {
        assumeTrue(System.getProperty("berth.program", ".jar").endsWith(".jar"), "an executable loads no classes");
        try (var off = Program.in(directory.resolve("off"), "zone-proxy").start()) {
            var classes = jcmd(off, "VM.class_hierarchy");
            assertTrue(classes.contains("dev.berth.zoneproxy."), "classes are listed: " + classes.length());
            assertFalse(classes.contains("io.opentelemetry"), "OpenTelemetry is loaded");
            assertFalse(jcmd(off, "Thread.print").contains("\"traces\""), "a thread for traces");
        }
    }

    /** What a Java process says of itself; a busy one may not answer in jcmd's time. */
    private static String jcmd(Program program, String command) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return Await.value(command, PATIENCE, () -> {
            try {
                var process = new ProcessBuilder(jcmd, String.valueOf(program.pid()), command)
                        .redirectErrorStream(true)
                        .start();
                var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return process.waitFor() == 0 ? said : null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }
}
