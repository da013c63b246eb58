package dev.berth.control.session;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.node.ConnectionProxyNodes;
import dev.berth.control.node.Node;
import dev.berth.control.server.Server;
import dev.berth.control.user.Caller;
import dev.berth.control.workspace.PolicyText;
import dev.berth.control.workspace.Workspace;
import dev.berth.control.zone.ZonePlan;
import dev.berth.control.zone.ZoneWish;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes sessions on existing machines. There is nothing to start: the session runs at once, and the machine is
 * connected when its stream opens.
 */
@Singleton
public class RemotePlacement {
    private final NewSessions begun;
    private final SessionRepository sessions;
    private final Machines machines;
    private final ConnectionProxyNodes proxies;
    private final Explanations explanations;
    private final AuditTrail audit;
    private final Clock clock;

    RemotePlacement(
            NewSessions begun,
            SessionRepository sessions,
            Machines machines,
            ConnectionProxyNodes proxies,
            Explanations explanations,
            AuditTrail audit,
            Clock clock) {
        this.begun = begun;
        this.sessions = sessions;
        this.machines = machines;
        this.proxies = proxies;
        this.explanations = explanations;
        this.audit = audit;
        this.clock = clock;
    }

    private record Outcome(
            @Nullable Session session, @Nullable Problem refusal) {}

    /** @throws Problem {@code SESSION_LIMIT}, {@code NO_CAPACITY}, {@code UNAVAILABLE} */
    Session place(UUID id, Workspace workspace, ZoneWish wish, ZonePlan plan, Caller caller) {
        var outcome = QuarkusTransaction.requiringNew().call(() -> attempt(id, workspace, wish, plan, caller));
        var session = outcome.session();
        if (session == null) {
            throw outcome.refusal() == null ? new IllegalStateException() : outcome.refusal();
        }
        return session;
    }

    private Outcome attempt(UUID id, Workspace workspace, ZoneWish wish, ZonePlan plan, Caller caller) {
        var session = begun.begin(id, workspace, wish, caller);
        var choice = machines.choose(workspace, caller.userId(), plan);
        var server = choice.server().orElse(null);
        if (server == null) {
            return refused(ProblemCode.NO_CAPACITY, id, choice, workspace, plan, caller);
        }
        var proxy = proxies.choose(server.zone);
        if (proxy.isEmpty()) {
            return refused(ProblemCode.UNAVAILABLE, id, unreached(choice, server), workspace, plan, caller);
        }
        explanations.keep(id, explanations.machine(workspace.name, choice, plan, proxy.get().id));
        return new Outcome(placed(session, server, proxy.get(), workspace, plan, caller), null);
    }

    private MachineChoice unreached(MachineChoice choice, Server server) {
        return choice.unreached(
                "This machine cannot be reached at the moment, because no connection proxy is at work for it. Try again"
                        + " later, or ask an administrator.",
                server.name + " is in zone " + server.zone + ", and " + proxies.whyNone(server.zone));
    }

    private Session placed(
            Session session, Server server, Node proxy, Workspace workspace, ZonePlan plan, Caller caller) {
        var now = clock.instant();
        var limit = session.timeLimitSeconds;
        session.cores = 0;
        session.memoryBytes = 0;
        session.gpus = 0;
        session.reserved = false;
        session.keepaliveAction = null;
        session.serverId = server.id;
        session.serverName = server.name;
        session.remote = server.protocol;
        session.policy = PolicyText.write(workspace.policy());
        session.nodeId = proxy.id;
        session.nodeName = proxy.name;
        session.zone = server.zone;
        session.progressStep = null;
        session.state = SessionState.RUNNING;
        session.startedAt = now;
        session.expiresAt = limit == null ? null : now.plusSeconds(limit);
        sessions.persistAndFlush(session);
        var where = session.id + " on " + server.name + " through " + proxy.name;
        audit.record(
                caller.name(),
                "session.launched",
                workspace.name,
                where + " in zone " + server.zone + "; " + plan.text(),
                caller.address());
        Log.infof("session %s of %s", where, workspace.name);
        return session;
    }

    /** Nothing was written before: all that this transaction leaves is why, by the id of what does not come to be. */
    private Outcome refused(
            ProblemCode code, UUID id, MachineChoice choice, Workspace workspace, ZonePlan plan, Caller caller) {
        explanations.keep(id, explanations.machine(workspace.name, choice, plan, null));
        audit.record(
                caller.name(),
                "session.refused",
                workspace.name,
                id + ": " + choice.reason() + "; " + plan.text(),
                caller.address());
        Log.infof("no machine for %s of %s: %s", caller.name(), workspace.name, choice.reason());
        return new Outcome(
                null,
                new Problem(code, choice.sentence() + (caller.isAdministrator() ? " (" + choice.reason() + ")" : "")));
    }
}
