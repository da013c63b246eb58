package dev.berth.control.node;

import dev.berth.contract.CpuMode;
import dev.berth.contract.Problem;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.user.Caller;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an administrator sets for a node instead of what the node says of itself. */
@Singleton
public class NodeOverrides {
    private static final double MOST_CPU = 100;
    private static final double MOST_MEMORY = 10;

    private final NodeRepository nodes;
    private final AuditTrail audit;

    NodeOverrides(NodeRepository nodes, AuditTrail audit) {
        this.nodes = nodes;
        this.audit = audit;
    }

    /** Factors and numbers; null leaves each to the agent. */
    public record Factors(
            @Nullable Double cpuOvercommit,
            @Nullable Double memoryOvercommit,
            @Nullable Integer gpus,
            @Nullable CpuMode cpuMode) {}

    /** @throws Problem {@code NOT_FOUND}, {@code INVALID}; null brings the agent's own labels back */
    @Transactional
    public void labels(UUID id, @Nullable Map<String, String> labels, Caller by) {
        var node = get(id);
        var list = labels == null ? null : NodeLabels.list(labels);
        if (list != null && (list.size() > 50 || !list.stream().allMatch(NodeLabels::isLabel))) {
            throw Problem.invalid("labels", "Labels look like disk=ssd; at most 50.");
        }
        nodes.update("labelsOverride = ?2 where id = ?1", id, list == null ? null : String.join("\n", list));
        changed(node, by, "labels " + (list == null ? "its own" : list));
    }

    /** @throws Problem {@code NOT_FOUND}, {@code INVALID} */
    @Transactional
    public void factors(UUID id, Factors factors, Caller by) {
        var errors = new ArrayList<Problem.FieldError>();
        check(errors, factors.cpuOvercommit(), MOST_CPU, "overrides.cpuOvercommit");
        check(errors, factors.memoryOvercommit(), MOST_MEMORY, "overrides.memoryOvercommit");
        var gpus = factors.gpus();
        if (gpus != null && (gpus < 0 || gpus > 1024)) {
            errors.add(new Problem.FieldError("overrides.gpus", "GPUs are from 0 to 1024."));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        var node = get(id);
        nodes.update(
                "cpuOvercommit = ?2, memoryOvercommit = ?3, gpusOverride = ?4, cpuMode = ?5 where id = ?1",
                id,
                factors.cpuOvercommit(),
                factors.memoryOvercommit(),
                gpus,
                factors.cpuMode());
        changed(node, by, factors.toString());
    }

    /** @throws Problem {@code NOT_FOUND}, {@code INVALID}; null for as many as there is room for */
    @Transactional
    public void maxSessions(UUID id, @Nullable Integer most, Caller by) {
        if (most != null && (most < 0 || most > 10_000)) {
            throw Problem.invalid(
                    "maxSessions", "The most sessions of a node are from 0 to 10000; leave it empty for no limit.");
        }
        var node = get(id);
        nodes.update("maxSessions = ?2 where id = ?1", id, most);
        changed(node, by, "sessions at most " + (most == null ? "what has room" : most));
    }

    private static void check(List<Problem.FieldError> errors, @Nullable Double factor, double most, String field) {
        if (factor != null && !(factor > 0 && factor <= most)) {
            errors.add(new Problem.FieldError(field, "A factor is more than 0 and at most " + (int) most + "."));
        }
    }

    private void changed(Node node, Caller by, String what) {
        audit.record(by.name(), "node.changed", node.name, what, by.address());
    }

    private Node get(UUID id) {
        return nodes.findByIdOptional(id).orElseThrow(() -> Problem.notFound("node " + id));
    }
}
