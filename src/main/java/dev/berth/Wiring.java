package dev.berth;

import dev.berth.connectionproxy.LocalConnectionProxy;
import dev.berth.contract.Agent;
import dev.berth.contract.Agents;
import dev.berth.contract.ConnectionProxies;
import dev.berth.contract.NodeRegistry;
import dev.berth.contract.SessionAuthorizer;
import dev.berth.contract.Targets;
import dev.berth.control.identity.NodeRefusals;
import dev.berth.control.identity.RevocationList;
import dev.berth.control.session.LocalNodeRegistry;
import dev.berth.control.session.LocalSessionAuthorizer;
import dev.berth.control.session.OwnTargets;
import dev.berth.database.EmbeddedDatabase;
import dev.berth.node.NodeConfig;
import dev.berth.node.NodeIdentity;
import dev.berth.node.Preflight;
import dev.berth.node.Role;
import dev.berth.node.RoleGate;
import dev.berth.node.Roles;
import dev.berth.node.call.PassLists;
import dev.berth.node.call.PassWords;
import dev.berth.node.identity.RefusedCalls;
import dev.berth.node.identity.Revocations;
import dev.berth.node.trace.OtlpConfig;
import dev.berth.node.trace.Traces;
import dev.berth.remote.RemoteAgents;
import dev.berth.remote.RemoteConnectionProxies;
import dev.berth.remote.RemoteControl;
import dev.berth.remote.UpstreamWatch;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Composition root: which implementation each contract interface has in this process. */
@Singleton
final class Wiring {
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Roles roles(NodeConfig config) {
        return Roles.parse(config.roles());
    }

    @Produces
    @Singleton
    RoleGate gate(Roles roles) {
        return new RoleGate(roles);
    }

    @Produces
    @Singleton
    EmbeddedDatabase embeddedDatabase() {
        return Main.embeddedDatabase();
    }

    @Produces
    @Singleton
    SessionAuthorizer sessionAuthorizer(
            Roles roles, Instance<LocalSessionAuthorizer> local, Instance<RemoteControl> remote) {
        return roles.has(Role.WEB_APP) ? local.get() : remote.get();
    }

    @Produces
    @Singleton
    NodeRegistry nodeRegistry(Roles roles, Instance<LocalNodeRegistry> local, Instance<RemoteControl> remote) {
        return roles.has(Role.WEB_APP) ? local.get() : remote.get();
    }

    @Produces
    @Singleton
    PassLists passLists(Roles roles, Instance<PassWords> words) {
        // what comes from this very process needs no signature
        return roles.has(Role.WEB_APP) ? told -> told : told -> words.get().read(told);
    }

    @Produces
    @Singleton
    Targets targets(Roles roles, NodeIdentity self, Instance<OwnTargets> own, Instance<RemoteControl> remote) {
        return roles.has(Role.WEB_APP) ? own.get().of(self.address().id(), roles.names()) : remote.get();
    }

    @Produces
    @Singleton
    Preflight preflight(Roles roles, Instance<UpstreamWatch> watch) {
        return roles.has(Role.WEB_APP) ? Preflight.NONE : watch.get();
    }

    @Produces
    @Singleton
    Revocations revocations(Roles roles, Instance<RevocationList> list) {
        return roles.has(Role.WEB_APP) ? certificate -> list.get().contains(certificate) : certificate -> false;
    }

    @Produces
    @Singleton
    RefusedCalls refusedCalls(Roles roles, Instance<NodeRefusals> audit) {
        return roles.has(Role.WEB_APP)
                ? (claimed, call, reason) -> audit.get().record(claimed, call, reason)
                : (claimed, call, reason) -> Log.warnf("a call of node %s was refused: %s (%s)", claimed, reason, call);
    }

    /** Not even a class is loaded for traces that nobody collects. */
    void trace(@Observes StartupEvent starting, OtlpConfig config, Instance<Traces> traces) {
        if (config.endpoint().isPresent()) {
            traces.get().start();
        }
    }

    @Produces
    @Singleton
    Agents agents(Roles roles, NodeIdentity self, Instance<Agent> local, RemoteAgents remote) {
        return node -> roles.has(Role.AGENT) && self.is(node) ? local.get() : remote.at(node);
    }

    @Produces
    @Singleton
    ConnectionProxies connectionProxies(
            Roles roles, NodeIdentity self, Instance<LocalConnectionProxy> local, RemoteConnectionProxies remote) {
        return node -> roles.has(Role.CONNECTION_PROXY) && self.is(node) ? local.get() : remote.at(node);
    }
}
