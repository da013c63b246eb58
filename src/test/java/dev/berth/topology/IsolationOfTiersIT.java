package dev.berth.topology;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** RA3: who can open a connection to whom. Only web apps reach the database, users only the primary balancer. */
@Isolated("RA3 takes a part of the machine as long as it is up")
@Order(Integer.MAX_VALUE)
@ExtendWith(RedundantTiers.class)
class IsolationOfTiersIT {
    private static final int DATABASE = 5432;
    private static final int PATRONI = 8008;
    private static final int ETCD = 2379;
    private static final int BERTH = 8443;
    private static final int SESSIONS = 8444;

    private final Hosts hosts;

    IsolationOfTiersIT(Hosts hosts) {
        this.hosts = hosts;
        // another test may have pulled its plug
        hosts.on("db1", "db2", "agent1", "agent2", "cpx1", "cpx2", "zone1");
    }

    private void refused(String from, String to, String network, int port) {
        var address = hosts.address(to, network);
        assertFalse(hosts.reaches(from, address, port), from + " reaches " + to + " at " + address + ":" + port);
    }

    private void accepted(String from, String to, String network, int port) {
        var address = hosts.address(to, network);
        Await.until(
                from + " reaches " + to + " at " + address + ":" + port,
                Duration.ofSeconds(30),
                () -> hosts.reaches(from, address, port));
    }

    @Test
    void agentsAndProxiesCannotReachTheDatabase() {
        for (var from : List.of("agent1", "agent2", "cpx1", "cpx2", "zone1", "primary", "private", "user")) {
            for (var database : List.of("db1", "db2")) {
                refused(from, database, "data", DATABASE);
                refused(from, database, "data", PATRONI);
            }
            refused(from, "etcd", "data", ETCD);
            refused(from, "web1", "data", BERTH);
        }
    }

    @Test
    void webAppsReachTheDatabase() {
        for (var from : List.of("web1", "web2", "web3")) {
            accepted(from, "db1", "data", DATABASE);
            accepted(from, "db2", "data", DATABASE);
        }
    }

    @Test
    void usersReachThePrimaryBalancerAndNothingElse() {
        accepted("user", "primary", "user", BERTH);
        accepted("user", "primary", "user", SESSIONS);
        for (var web : List.of("web1", "web2", "web3")) {
            refused("user", web, "front", BERTH);
            refused("user", web, "inside", BERTH);
        }
        for (var node : List.of("agent1", "agent2", "cpx1", "cpx2", "zone1", "private")) {
            refused("user", node, "inside", BERTH);
        }
        refused("user", "zone1", "front", BERTH);
    }

    @Test
    void nodesReachTheWebAppsThroughThePrivateBalancer() {
        for (var from : List.of("agent1", "agent2", "cpx1", "cpx2", "zone1")) {
            accepted(from, "private", "inside", BERTH);
        }
        for (var agent : List.of("agent1", "agent2")) {
            accepted("web1", agent, "inside", BERTH);
            accepted("zone1", agent, "inside", BERTH);
        }
    }

    @Test
    void whatIsForNodesIsNotServedToUsers() {
        var client = hosts.client();
        for (var path : List.of("/internal/control/check-in", "/internal/agent/x", "/q/metrics", "/q/health/ready")) {
            client.get(path).expect(404);
        }
        client.awaitHealth();
    }
}
