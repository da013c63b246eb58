package dev.berth.control.session;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.node.ConnectionProxyNodes;
import dev.berth.control.server.Servers;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.UUID;

/**
 * Moves sessions on existing machines to another connection proxy when theirs is lost, disabled, revoked or being
 * drained. Nothing of the session lives there but its connection, which is made anew.
 */
@Singleton
public class ProxyChange {
    private final SessionRepository sessions;
    private final Servers servers;
    private final ConnectionProxyNodes proxies;
    private final SessionWatch watch;
    private final Explanations explanations;
    private final AuditTrail audit;

    ProxyChange(
            SessionRepository sessions,
            Servers servers,
            ConnectionProxyNodes proxies,
            SessionWatch watch,
            Explanations explanations,
            AuditTrail audit) {
        this.sessions = sessions;
        this.servers = servers;
        this.proxies = proxies;
        this.watch = watch;
        this.explanations = explanations;
        this.audit = audit;
    }

    /** Its node must not keep it. Where nothing else connects its machine it stays, until its user asks again. */
    @Transactional(dontRollbackOn = Problem.class)
    void move(UUID id) {
        try {
            sessions.findByIdOptional(id).ifPresent(this::ensure);
        } catch (Problem nowhere) {
            Log.debugf("session %s stays where it is: %s", id, nowhere.detail());
        }
    }

    /**
     * Called before the stream is to be opened. Of two who move the session one wins, and both then find it there.
     *
     * @throws Problem {@code SESSION_ENDED} when the machine is gone, {@code UNAVAILABLE} when nothing connects it now
     */
    @Transactional
    void ensure(Session session) {
        if (session.protocol.ofContainers() || session.state != SessionState.RUNNING) {
            return;
        }
        var serverId = session.serverId;
        var server = serverId == null ? null : servers.find(serverId).orElse(null);
        if (server == null) {
            throw new Problem(ProblemCode.SESSION_ENDED, EndReason.SERVER_DELETED.sentence());
        }
        var owner = session.nodeId;
        boolean fit = owner != null && proxies.isFit(owner, server.zone);
        if (fit && owner != null && proxies.isAble(owner)) {
            return;
        }
        var found = proxies.choose(server.zone);
        if (fit && found.filter(other -> proxies.isAble(other.id)).isEmpty()) {
            // it says itself what is wrong with it
            return;
        }
        var next = found.orElseThrow(() -> new Problem(
                ProblemCode.UNAVAILABLE,
                "The machine cannot be reached at the moment, because no connection proxy is at work for it."
                        + " Your session is kept; try again in a moment."));
        if (sessions.changeNode(session, next)) {
            var way = session.id + " from " + session.nodeName + " to " + next.name;
            explanations.moved(session.id, server.zone, next.id);
            audit.record(session.userName, "session.moved", session.workspaceName, way, "");
            Log.infof("session %s", way);
            watch.changed(session.id);
        }
        sessions.getEntityManager().refresh(session);
    }
}
