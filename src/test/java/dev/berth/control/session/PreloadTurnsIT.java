package dev.berth.control.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.CheckIn;
import dev.berth.contract.ImageOrder;
import dev.berth.contract.NodeAddress;
import dev.berth.contract.Orders;
import dev.berth.control.image.Preloads;
import dev.berth.control.session.RoutineDesk.Arrival;
import dev.berth.control.workspace.Workspaces;
import dev.berth.topology.Await;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Agents that wait for their turn to pull the image of a workspace. */
@QuarkusTest
@QuarkusTestResource(ControlPlaneUnderTest.class)
@Execution(ExecutionMode.SAME_THREAD)
class PreloadTurnsIT {
    private static final String IMAGE = "berth/demo:1";
    private static final Instant STARTED = Instant.parse("2026-01-01T00:00:00Z");

    private static CheckIn report(NodeAddress node) {
        return Stage.report(node, STARTED, false);
    }

    private static boolean mayPull(Orders orders) {
        return orders.preload().stream().map(ImageOrder::image).anyMatch(IMAGE::equals);
    }

    private static long askedForImages(Statistics statistics) {
        return Arrays.stream(statistics.getQueries())
                .filter(query -> query.contains("node_image"))
                .mapToLong(query -> statistics.getQueryStatistics(query).getExecutionCount())
                .sum();
    }

    @Test
    void howManyWaitDoesNotMatterToTheDatabase() {
        Stage.bean(Workspaces.class).seedDemo();
        Await.until(
                "the image is wanted",
                Duration.ofSeconds(30),
                () -> Stage.bean(Preloads.class).wanted().containsKey(IMAGE));
        var nodes = IntStream.range(0, 16)
                .mapToObj(_ -> Stage.address(Stage.node("agent", "default")))
                .toList();
        var registry = Stage.bean(LocalNodeRegistry.class);
        nodes.forEach(node -> registry.checkIn(report(node)));
        // before it started again this one was at it already
        var last = nodes.getLast();
        Stage.update(
                "insert into node_image (node_id, image, state, detail, size_bytes, at)"
                        + " values (?1, ?2, 'PULLING', '', 0, now())",
                last.id(),
                IMAGE);
        var arrivals = nodes.stream()
                .map(node -> new Arrival(report(node), Instant.now()))
                .toList();
        var statistics = Stage.bean(EntityManagerFactory.class)
                .unwrap(SessionFactory.class)
                .getStatistics();
        statistics.setStatisticsEnabled(true);
        try {
            var before = askedForImages(statistics);
            var answers = Stage.bean(RoutineDesk.class).answer(arrivals);
            // what these agents have, and sometimes how many of the zone are at it
            assertTrue(askedForImages(statistics) - before <= 2, () -> Arrays.toString(statistics.getQueries()));
            assertEquals(16, answers.stream().flatMap(Optional::stream).count(), "none says anything new");
            assertTrue(mayPull(answers.getLast().orElseThrow()), "it goes on");
            var turns = answers.subList(0, 15).stream()
                    .filter(answer -> mayPull(answer.orElseThrow()))
                    .count();
            // three, and three more when they are counted anew in the middle
            assertTrue(turns <= 6, () -> turns + " at once");
        } finally {
            statistics.setStatisticsEnabled(false);
            Stage.update("update workspace set enabled = false where image = ?1", IMAGE);
        }
    }
}
