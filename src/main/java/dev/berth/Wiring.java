package dev.berth;

import dev.berth.contract.Agent;
import dev.berth.contract.Agents;
import dev.berth.contract.NodeRegistry;
import dev.berth.contract.SessionAuthorizer;
import dev.berth.control.session.LocalNodeRegistry;
import dev.berth.control.session.LocalSessionAuthorizer;
import dev.berth.database.EmbeddedDatabase;
import dev.berth.node.NodeConfig;
import dev.berth.node.NodeIdentity;
import dev.berth.node.Role;
import dev.berth.node.RoleGate;
import dev.berth.node.Roles;
import dev.berth.remote.NotEnrolled;
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
    SessionAuthorizer sessionAuthorizer(Roles roles, Instance<LocalSessionAuthorizer> local, NotEnrolled remote) {
        return roles.has(Role.WEB_APP) ? local.get() : remote;
    }

    @Produces
    @Singleton
    NodeRegistry nodeRegistry(Roles roles, Instance<LocalNodeRegistry> local, NotEnrolled remote) {
        return roles.has(Role.WEB_APP) ? local.get() : remote;
    }

    @Produces
    @Singleton
    Agents agents(Roles roles, NodeIdentity self, Instance<Agent> local, NotEnrolled remote) {
        return node -> roles.has(Role.AGENT) && self.is(node) ? local.get() : remote.agent(node);
    }
}
