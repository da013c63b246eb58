package dev.berth.control.session;

import dev.berth.contract.CheckIn;
import dev.berth.contract.NodeAddress;
import dev.berth.contract.RunningSession;
import dev.berth.contract.SessionAuthorizerContract.Visit;
import dev.berth.control.identity.NodeCertificates;
import dev.berth.control.user.Caller;
import dev.berth.control.user.Logins;
import dev.berth.control.user.UserRole;
import dev.berth.control.user.Users;
import dev.berth.node.identity.TestNode;
import dev.berth.remote.RemoteControl;
import dev.berth.remote.TestControl;
import io.quarkus.arc.Arc;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Users, nodes and running sessions in the database, without a browser or an engine. */
final class Stage {
    private static final String RUNNING = "insert into session (id, incarnation, user_id, user_name, workspace_name,"
            + " workspace_icon, protocol, cores, memory_bytes, node_id, node_name, state, created_at, started_at,"
            + " keepalive_until, lease_until) values (?1, 1, ?2, ?3, 'Desktop', '', 'VNC', 0.1, 1, ?4, 'far', 'RUNNING',"
            + " now(), now(), now() + interval '1 hour', now())";

    private Stage() {}

    static <T> T bean(Class<T> type) {
        return Arc.container().select(type).get();
    }

    static void update(String sql, Object... parameters) {
        QuarkusTransaction.requiringNew().run(() -> {
            var query = Panache.getEntityManager().createNativeQuery(sql);
            for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
            }
            query.executeUpdate();
        });
    }

    /** A node of the deployment, as if it had joined with a token. */
    static TestNode node(String role, String zone) {
        var node = new TestNode(role);
        var mine = node.request(zone);
        update(
                "insert into node (id, name, url, zone, roles, version, started_at, joined_at)"
                        + " values (?1, 'far', ?2, ?3, ?4, '', now(), now())",
                mine.node().id(),
                mine.node().url(),
                zone,
                role);
        // or its sessions would soon be those of a missing node
        update(
                "insert into node_freshness (node_id, last_seen_at) values (?1, now() + interval '1 hour')",
                mine.node().id());
        return node.accepts(QuarkusTransaction.requiringNew()
                .call(() -> bean(NodeCertificates.class).issue(mine)));
    }

    static RemoteControl control(TestNode node) {
        return TestControl.at(node.calls, "https://localhost:" + ControlPlaneUnderTest.PORT);
    }

    static Caller user() {
        var name = "user-" + UUID.randomUUID().toString().substring(0, 8);
        var created = bean(Users.class).create(name, UserRole.USER, "test", "192.0.2.1");
        return bean(Logins.class).signIn(name, created.password(), "192.0.2.1").caller();
    }

    static UUID session(Caller user, TestNode owner) {
        var id = UUID.randomUUID();
        update(RUNNING, id, user.userId(), user.name(), owner.identity.address().id());
        return id;
    }

    static Visit visit(TestNode owner) {
        var user = user();
        var session = session(user, owner);
        var grant = bean(Grants.class).give(session, "https://localhost", user, Optional::empty);
        return new Visit(session, address(owner), grant);
    }

    static NodeAddress address(TestNode node) {
        return new NodeAddress(
                node.identity.address().id(), "far", node.identity.address().url());
    }

    /** What an agent of the zone "default" says that has nothing else to tell. */
    static CheckIn report(NodeAddress node, Instant startedAt, boolean draining, RunningSession... running) {
        return new CheckIn(
                node,
                "default",
                Set.of("agent"),
                "0.1.0",
                startedAt,
                Instant.now(),
                draining,
                Optional.of(Duration.ofMillis(3)),
                Optional.empty(),
                Optional.of(List.of(running)),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    static void end(UUID session) {
        update(
                "update session set state = 'ENDING', previous_state = 'RUNNING', end_reason = 'ENDED_BY_USER' where id = ?1",
                session);
    }
}
