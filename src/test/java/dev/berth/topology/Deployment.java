package dev.berth.topology;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Programs that work together: one that browsers talk to, and nodes that have joined it. */
public final class Deployment implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final Program front;
    private final BerthClient administrator;
    private final Map<String, Program> nodes = new LinkedHashMap<>();

    Deployment(Path directory, String roles, Consumer<Program> settings) {
        this.directory = directory;
        this.front = Program.in(directory.resolve("front"), roles)
                .with("name", "front")
                .with("session-per-user", "20")
                .with("agent-network-pool", "0");
        settings.accept(front);
        front.start();
        try {
            this.administrator = front.administrator();
        } catch (RuntimeException | AssertionError failed) {
            front.close();
            throw failed;
        }
    }

    /** A control plane that relays streams and owns none; every other node joins it. */
    public static Deployment apart(Path directory, Consumer<Program> settings) {
        return new Deployment(directory, "web-app,database,zone-proxy", settings);
    }

    /** Where browsers go. */
    public Program front() {
        return front;
    }

    public BerthClient administrator() {
        return administrator;
    }

    public Program node(String name) {
        return nodes.get(name);
    }

    /** Lets a node of its own process join, as an administrator would, and waits until it is ready. */
    @SafeVarargs
    public final Program join(String name, String roles, Consumer<Program>... settings) {
        var made = administrator
                .post("/api/admin/enrolments", Map.of("roles", List.of(roles.split(",")), "zone", "default"))
                .expect(201)
                .body();
        var program = Program.in(directory.resolve(name), roles)
                .with("name", name)
                .with("upstream", "https://localhost:" + front.port())
                .with("agent-network-pool", "0")
                .environment("BERTH_JOIN_TOKEN", made.path("token").asText());
        program.with("advertised-address", "https://127.0.0.1:" + program.port());
        for (var setting : settings) {
            setting.accept(program);
        }
        nodes.put(name, program);
        program.start();
        awaitState(name, "ready");
        return program;
    }

    /** Waits until the control plane says so of the node. */
    public void awaitState(String name, String state) {
        try {
            Await.until(
                    name + " is " + state,
                    PATIENCE,
                    () -> view(name).path("state").asText().equals(state));
        } catch (AssertionError late) {
            throw new AssertionError(
                    late.getMessage() + "; the control plane says " + view(name) + "; the node says "
                            + (nodes.containsKey(name) ? nodes.get(name).errors() : ""),
                    late);
        }
    }

    /** A node as administrators see it; missing when it is not known. */
    public JsonNode view(String name) {
        for (var node : administrator.read("/api/admin/nodes")) {
            if (node.path("name").asText().equals(name)) {
                return node;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    @Override
    public void close() {
        var all = new ArrayList<>(nodes.values());
        all.add(front);
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            all.forEach(program -> threads.submit(program::close));
        }
    }
}
