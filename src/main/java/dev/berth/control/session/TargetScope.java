package dev.berth.control.session;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RecordingReport;
import dev.berth.control.node.NodeRepository;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Set;
import java.util.UUID;

/** Which node may hear about the machine of a session: the connection proxy that owns it, and nobody else. */
@Singleton
public class TargetScope {
    private static final String ROLE = "connection-proxy";

    private final SessionRepository sessions;
    private final NodeRepository nodes;

    TargetScope(SessionRepository sessions, NodeRepository nodes) {
        this.sessions = sessions;
        this.nodes = nodes;
    }

    /**
     * A recording outlives its session's stay on the node that made it, and the session itself.
     *
     * @throws Problem {@code FORBIDDEN} for a node that is no connection proxy, or speaks for another
     */
    @Transactional
    public void checkReport(RecordingReport report, UUID caller, Set<String> roles) {
        member(caller, roles);
        if (!caller.equals(report.node())) {
            throw new Problem(ProblemCode.FORBIDDEN, "A node may speak for itself only.");
        }
    }

    /**
     * Says nothing about a session that does not exist; whoever asks is told so afterwards.
     *
     * @throws Problem {@code FORBIDDEN}
     */
    @Transactional
    public void check(UUID sessionId, UUID caller, Set<String> roles) {
        member(caller, roles);
        var session = sessions.findByIdOptional(sessionId).orElse(null);
        if (session != null && !caller.equals(session.nodeId)) {
            throw new Problem(ProblemCode.FORBIDDEN, "The session belongs to another node.");
        }
    }

    private void member(UUID caller, Set<String> roles) {
        if (!roles.contains(ROLE)) {
            throw new Problem(ProblemCode.FORBIDDEN, "Only connection proxies connect machines.");
        }
        var self = nodes.findById(caller);
        if (self == null || self.notAdmitted().isPresent()) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "This node "
                            + (self == null
                                    ? "is not known"
                                    : self.notAdmitted().orElse("")) + ", so it connects no machine.");
        }
    }
}
