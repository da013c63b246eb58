package dev.berth.control.node;

import dev.berth.contract.Problem;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.user.Caller;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes nodes out of service in order, and back. A node learns it from the answer to its next check-in. */
@Singleton
public class Drains {
    private static final Duration LONGEST = Duration.ofDays(30);

    private final NodeRepository nodes;
    private final AuditTrail audit;
    private final Clock clock;

    Drains(NodeRepository nodes, AuditTrail audit, Clock clock) {
        this.nodes = nodes;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * From now on nothing new goes to the node. Asked again, the deadline changes and the beginning stays.
     *
     * @param move ends the sessions that are left at the deadline, so that their users start fresh ones elsewhere
     * @throws Problem {@code NOT_FOUND}, {@code INVALID}
     */
    @Transactional
    public Node drain(UUID id, Optional<Duration> deadline, boolean move, Caller by) {
        if (deadline.filter(d -> d.isNegative() || d.compareTo(LONGEST) > 0).isPresent()) {
            throw Problem.invalid("deadlineSeconds", "The deadline is at most 30 days from now.");
        }
        if (move && deadline.isEmpty()) {
            throw Problem.invalid("deadlineSeconds", "Say when the sessions that are left have to move on.");
        }
        var node = get(id);
        var now = clock.instant();
        Instant until = deadline.map(now::plus).orElse(null);
        nodes.drain(id, now, until, move);
        audit.record(by.name(), "node.drained", node.name, text(until, move), by.address());
        nodes.getEntityManager().refresh(node);
        return node;
    }

    /** @throws Problem {@code NOT_FOUND} */
    @Transactional
    public Node undrain(UUID id, Caller by) {
        var node = get(id);
        if (node.drainSince != null && nodes.undrain(id)) {
            audit.record(by.name(), "node.undrained", node.name, "", by.address());
        }
        nodes.getEntityManager().refresh(node);
        return node;
    }

    /** Nodes whose remaining sessions have to be ended now. */
    @Transactional
    public List<Node> overdue() {
        return nodes.overdue(clock.instant());
    }

    /** Called at each check-in of a node that is being drained; writes only when something has changed. */
    @Transactional
    public void report(Node node, boolean empty) {
        boolean done = node.drainSince != null && node.draining && empty;
        if (done != (node.drainedAt != null)) {
            nodes.drained(node.id, done ? clock.instant() : null);
        }
    }

    private Node get(UUID id) {
        return nodes.findByIdOptional(id).orElseThrow(() -> Problem.notFound("node " + id));
    }

    private static String text(@Nullable Instant until, boolean move) {
        return until == null ? "" : (move ? "sessions end at " : "until ") + until;
    }
}
