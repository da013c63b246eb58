package dev.berth.control.identity;

import dev.berth.contract.NodeAddress;
import dev.berth.contract.NodeRequest;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.node.Memberships;
import dev.berth.control.node.NodeSettings;
import dev.berth.control.node.NodeStatus;
import dev.berth.control.node.Nodes;
import dev.berth.control.user.Caller;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;

/** What administrators decide about nodes, and who is one. */
@Singleton
public class Members {
    private final Memberships memberships;
    private final Nodes nodes;
    private final NodeSettings settings;
    private final NodeCertificates certificates;
    private final AuditTrail audit;
    private final Clock clock;

    Members(
            Memberships memberships,
            Nodes nodes,
            NodeSettings settings,
            NodeCertificates certificates,
            AuditTrail audit,
            Clock clock) {
        this.memberships = memberships;
        this.nodes = nodes;
        this.settings = settings;
        this.certificates = certificates;
        this.audit = audit;
        this.clock = clock;
    }

    /** Registers a node that has shown its token; it counts only once it was reached. */
    void enrol(NodeRequest request) {
        memberships.enrol(request, settings.get().autoEnable(), clock.instant());
    }

    boolean isMember(UUID id) {
        return memberships.isMember(id);
    }

    /** @throws Problem {@code NOT_FOUND} */
    @Transactional
    public void enable(UUID id, boolean enabled, Caller by) {
        var seen = get(id);
        if (memberships.enable(id, enabled)) {
            audit.record(
                    by.name(),
                    enabled ? "node.enabled" : "node.disabled",
                    seen.node().name,
                    id.toString(),
                    by.address());
        }
    }

    /**
     * From now on the node is nobody: its calls are refused and its sessions end.
     *
     * @throws Problem {@code NOT_FOUND}, {@code CONFLICT} for a web app, which holds the database's keys anyway
     */
    @Transactional
    public void revoke(UUID id, Caller by) {
        var seen = get(id);
        if (seen.node().roles().contains("web-app") && !status(seen).isGone()) {
            throw new Problem(
                    ProblemCode.CONFLICT, "A running web app cannot be revoked: it holds the database. Stop it first.");
        }
        var now = clock.instant();
        certificates.revoke(id, now);
        if (memberships.revoke(id, now)) {
            audit.record(by.name(), "node.revoked", seen.node().name, id.toString(), by.address());
        }
    }

    /**
     * Forgets a node that is gone. What it has of certificates is worth nothing from now on.
     *
     * @throws Problem {@code NOT_FOUND}, {@code CONFLICT} for a node that is there
     */
    @Transactional
    public void remove(UUID id, Caller by) {
        var seen = get(id);
        if (!status(seen).isGone()) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "The node " + seen.node().name + " is there. Stop it, or revoke it, before you remove it.");
        }
        certificates.revoke(id, clock.instant());
        memberships.remove(id);
        audit.record(by.name(), "node.removed", seen.node().name, id.toString(), by.address());
    }

    /** Records whether a node could be reached; the first success makes it a member. */
    @Transactional
    public void reached(NodeAddress tried, boolean ok, String detail) {
        if (memberships.reached(tried, ok, detail, clock.instant())) {
            audit.record("berth", "node.joined", tried.name(), tried.id().toString(), tried.url());
        }
    }

    public NodeStatus status(Nodes.Seen seen) {
        return NodeStatus.of(seen, clock.instant(), settings.get());
    }

    private Nodes.Seen get(UUID id) {
        return nodes.all().stream()
                .filter(seen -> seen.node().id.equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("node " + id));
    }
}
