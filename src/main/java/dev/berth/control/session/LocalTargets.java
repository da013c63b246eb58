package dev.berth.control.session;

import dev.berth.contract.Incident;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RecordingReport;
import dev.berth.contract.Target;
import dev.berth.contract.TargetRequest;
import dev.berth.contract.Targets;
import dev.berth.control.Repeatable;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.node.NodeRepository;
import dev.berth.control.server.Instructions;
import dev.berth.control.server.Server;
import dev.berth.control.server.Servers;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Answers connection proxies by the rows. Whether a node may ask is decided before, by {@link TargetScope}. */
@Singleton
@Typed(LocalTargets.class)
public class LocalTargets implements Targets {
    private final SessionRepository sessions;
    private final NodeRepository nodes;
    private final Servers servers;
    private final Instructions instructions;
    private final OwnCredential own;
    private final AuditTrail audit;
    private final Event<RecordingReport> recordings;

    LocalTargets(
            SessionRepository sessions,
            NodeRepository nodes,
            Servers servers,
            Instructions instructions,
            OwnCredential own,
            AuditTrail audit,
            Event<RecordingReport> recordings) {
        this.sessions = sessions;
        this.nodes = nodes;
        this.servers = servers;
        this.instructions = instructions;
        this.own = own;
        this.audit = audit;
        this.recordings = recordings;
    }

    @Override
    @Repeatable
    @Transactional
    public Target target(TargetRequest request) {
        var session = find(request.sessionId());
        Grants.requireRunning(session);
        if (session.incarnation != request.incarnation()) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "The session was given to a connection proxy anew meanwhile. Open it again.");
        }
        var server = server(session);
        requireZone(session, server);
        return new Target(
                session.id,
                session.incarnation,
                server.name,
                server.protocol,
                server.host,
                server.effectivePort(),
                instructions.of(server, own.of(session, server)),
                session.policy(),
                session.userName);
    }

    private Server server(Session session) {
        var id = session.serverId;
        var server = id == null ? null : servers.find(id).orElse(null);
        if (server == null) {
            throw new Problem(ProblemCode.SESSION_ENDED, EndReason.SERVER_DELETED.sentence());
        }
        if (!server.enabled) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "This machine is out of service at the moment. Try again later, or ask an administrator.");
        }
        return server;
    }

    /** The server may have been moved to another zone since the session began. */
    private void requireZone(Session session, Server server) {
        var nodeId = session.nodeId;
        var node = nodeId == null ? null : nodes.findById(nodeId);
        if (node == null || !node.zone.equals(server.zone)) {
            throw new Problem(
                    ProblemCode.FORBIDDEN, "The machine is in another zone than its connection proxy. Open it again.");
        }
    }

    @Override
    @Transactional
    public void incident(Incident incident) {
        var session = find(incident.sessionId());
        var action = switch (incident.kind()) {
            case DENIED -> "session.denied";
            case FAILED -> "session.failed";
        };
        var times = incident.count() > 1 ? " (" + incident.count() + " times)" : "";
        audit.record(
                session.userName,
                action,
                session.workspaceName,
                incident.action() + times + ": " + incident.detail() + " [" + session.serverName + ", " + session.id
                        + "]",
                "");
    }

    /** For whoever keeps the list of recordings, which has them longer than there are sessions. */
    @Override
    @Transactional
    public void recording(RecordingReport report) {
        recordings.fire(report);
    }

    private Session find(UUID id) {
        return sessions.findByIdOptional(id)
                .filter(session -> !session.protocol.ofContainers())
                .orElseThrow(() -> Problem.notFound("session " + id));
    }
}
