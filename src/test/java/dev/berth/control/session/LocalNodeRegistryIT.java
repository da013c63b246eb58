package dev.berth.control.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.CheckIn;
import dev.berth.contract.NodeAddress;
import dev.berth.contract.NodeRegistry;
import dev.berth.contract.NodeRegistryContract;
import dev.berth.contract.RunningSession;
import dev.berth.node.identity.TestNode;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** In the process of the control plane. */
@QuarkusTest
@QuarkusTestResource(ControlPlaneUnderTest.class)
@Execution(ExecutionMode.SAME_THREAD)
class LocalNodeRegistryIT extends NodeRegistryContract {
    private final TestNode node = Stage.node("agent", "default");

    @Override
    protected NodeRegistry registry() {
        return Stage.bean(LocalNodeRegistry.class);
    }

    @Override
    protected NodeAddress node() {
        return Stage.address(node);
    }

    @Override
    protected UUID session() {
        return Stage.session(Stage.user(), node);
    }

    private static CheckIn report(NodeAddress node, Instant startedAt, boolean draining, UUID running) {
        return Stage.report(
                node, startedAt, draining, new RunningSession(running, 1, RunningSession.State.RUNNING, ""));
    }

    private static Object ask(String sql, UUID node) {
        return QuarkusTransaction.requiringNew()
                .call(() -> Panache.getEntityManager()
                        .createNativeQuery(sql)
                        .setParameter(1, node)
                        .getSingleResult());
    }

    /** Which transaction wrote the node's row last. */
    private static Object writer(NodeAddress node) {
        return ask("select cast(xmin as text) from node where id = ?1", node.id());
    }

    private static Object seen(NodeAddress node) {
        return ask("select cast(last_seen_at as text) from node_freshness where node_id = ?1", node.id());
    }

    @Test
    void aReportThatSaysNothingNewWritesOnlyWhenItCame() {
        var node = Stage.address(Stage.node("agent", "default"));
        // more exact than the database can keep
        var startedAt = Instant.parse("2026-01-01T00:00:00.123456789Z");
        var stranger = UUID.randomUUID();
        // the job that reaches nodes back writes to the same row
        Stage.update(
                "update node set reach_ok = true, reach_url = url, reach_checked_at = now() + interval '1 hour' where id = ?1",
                node.id());
        registry().checkIn(report(node, startedAt, false, stranger));
        var writer = writer(node);
        var seen = seen(node);
        assertEquals(
                List.of(stranger),
                registry().checkIn(report(node, startedAt, false, stranger)).end());
        assertEquals(writer, writer(node), "the node's row is as it was");
        assertNotEquals(seen, seen(node));
        registry().checkIn(report(node, startedAt, true, stranger));
        assertEquals(true, ask("select draining from node where id = ?1", node.id()));
        registry().checkIn(report(node, startedAt, false, stranger));
        assertEquals(false, ask("select draining from node where id = ?1", node.id()));
    }

    @Test
    void eachOfManyAtOnceHearsItsOwnOrders() throws Exception {
        var nodes = IntStream.range(0, 12)
                .mapToObj(_ -> Stage.address(Stage.node("agent", "default")))
                .toList();
        var startedAt = Instant.now();
        for (int round = 0; round < 2; round++) {
            var strangers = nodes.stream().collect(Collectors.toMap(node -> node, _ -> UUID.randomUUID()));
            // the last one says something new in the second round
            boolean news = round == 1;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var answers = nodes.stream()
                        .map(node -> threads.submit(() -> registry()
                                .checkIn(report(
                                        node, startedAt, news && node.equals(nodes.getLast()), strangers.get(node)))))
                        .toList();
                for (int i = 0; i < answers.size(); i++) {
                    assertEquals(
                            List.of(strangers.get(nodes.get(i))),
                            answers.get(i).get().end());
                }
            }
        }
        assertEquals(
                false,
                ask("select draining from node where id = ?1", nodes.getFirst().id()));
        assertEquals(
                true,
                ask("select draining from node where id = ?1", nodes.getLast().id()));
    }

    @Test
    void whoIsDrainedHearsItAtTheNextReport() {
        var node = Stage.address(Stage.node("agent", "default"));
        var startedAt = Instant.now();
        registry().checkIn(report(node, startedAt, false, UUID.randomUUID()));
        Stage.update("update node set drain_since = now() where id = ?1", node.id());
        assertTrue(registry()
                .checkIn(report(node, startedAt, false, UUID.randomUUID()))
                .drain());
    }
}
