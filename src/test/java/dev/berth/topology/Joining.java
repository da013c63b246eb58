package dev.berth.topology;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nodes that join a control plane under test. */
public record Joining(Program control, BerthClient administrator) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public static Joining of(Program control) {
        return new Joining(control, control.administrator());
    }

    /** What an administrator sees who makes a token. */
    public JsonNode enrolment(String roles, String zone) {
        // there may be one already
        administrator.post("/api/admin/zones", Map.of("name", zone));
        return administrator
                .post("/api/admin/enrolments", Map.of("roles", List.of(roles.split(",")), "zone", zone))
                .expect(201)
                .body();
    }

    public String token(String roles) {
        return enrolment(roles, "default").path("token").asText();
    }

    /** A node that knows where the control plane is, and can be reached itself. */
    public Program node(Path directory, String roles) {
        var node = Program.in(directory, roles);
        return node.with("upstream", control.client().base())
                .with("advertised-address", node.client().base())
                .with("agent-network-pool", "0");
    }

    /** The same with a token of its own. */
    public Program joining(Path directory, String roles) {
        return node(directory, roles).environment("BERTH_JOIN_TOKEN", token(roles));
    }

    public static String id(Program node) {
        try {
            return Files.readString(node.dataDirectory().resolve("node-id")).strip();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** As administrators see it. */
    public Optional<JsonNode> seen(Program node) {
        var id = id(node);
        for (var each : administrator.read("/api/admin/nodes")) {
            if (each.path("id").asText().equals(id)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** Waits for a state of the node. */
    public JsonNode state(Program node, String state) {
        return Await.value(
                "the node is " + state,
                PATIENCE,
                () -> seen(node)
                        .filter(each -> each.path("state").asText().equals(state))
                        .orElse(null));
    }

    /** Waits for an entry of the audit trail with this action, whose detail, actor or subject holds the text. */
    public JsonNode audited(String action, String text) {
        return Await.value("audited: " + action + " " + text, PATIENCE, () -> {
            for (var event : administrator.read("/api/admin/audit?limit=1000")) {
                if (event.path("action").asText().equals(action)
                        && event.toString().contains(text)) {
                    return event;
                }
            }
            return null;
        });
    }
}
