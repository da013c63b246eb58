package dev.berth.control.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.berth.control.node.Demand;
import dev.berth.control.node.Node;
import dev.berth.control.node.Share;
import dev.berth.control.node.TestNodes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every filter has its words. */
class SchedulerTest {
    private static final long GIB = 1L << 30;
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant SINCE = NOW.minusSeconds(12);

    private static Demand demand(double cores, long memory, int gpus) {
        return new Demand(new Share(cores, memory, gpus), List.of(), List.of(), List.of(), Optional.empty(), "desk:1");
    }

    private static Demand place(String zone, List<String> include, List<String> exclude, String network) {
        return new Demand(
                new Share(1, GIB, 0),
                zone == null ? List.of() : List.of(zone),
                include,
                exclude,
                Optional.ofNullable(network),
                "desk:1");
    }

    private static List<String> reasons(Node node, Demand demand) {
        return reasons(node, demand, NOW.minusSeconds(1));
    }

    private static List<String> reasons(Node node, Demand demand, Instant lastSeen) {
        return Scheduler.reasons(node, lastSeen, SINCE, NOW, demand).stream()
                .map(Scheduler.Reason::text)
                .toList();
    }

    @Test
    void aHealthyNodeWithRoomFits() {
        assertEquals(List.of(), reasons(TestNodes.agent("a", 4, 8 * GIB), demand(4, 8 * GIB, 0)));
    }

    @Test
    void silenceIsToldWithItsLength() {
        var node = TestNodes.agent("a", 4, 8 * GIB);
        assertEquals(List.of("last seen 43 s ago"), reasons(node, demand(1, GIB, 0), NOW.minusSeconds(43)));
        assertEquals(List.of("last seen 60 min ago"), reasons(node, demand(1, GIB, 0), NOW.minusSeconds(3600)));
        assertEquals(List.of("never seen"), reasons(node, demand(1, GIB, 0), Instant.EPOCH));
    }

    @Test
    void whatIsMissingIsToldWithItsAmount() {
        var node = TestNodes.agent("a", 4, 8 * GIB);
        node.reservedMemoryBytes = 7 * GIB;
        node.reservedCores = 3.5;
        assertEquals(
                List.of("memory short by 1.2 GiB", "CPU short by 1.5 cores", "GPUs short by 2"),
                reasons(node, demand(2, 2 * GIB + GIB / 5, 2)));
        assertEquals(List.of("memory short by 64 MiB"), reasons(node, demand(0.5, GIB + (64 << 20), 0)));
        node.offeredGpus = 2;
        node.reservedGpus = 1;
        assertEquals(List.of(), reasons(node, demand(0.5, GIB, 1)));
    }

    @Test
    void roundingOfCoresRefusesNobody() {
        var node = TestNodes.agent("a", 0.3, 8 * GIB);
        node.reservedCores = 0.1 + 0.1 + 1e-9;
        assertEquals(List.of(), reasons(node, demand(0.1, GIB, 0)));
    }

    @Test
    void limitsDrainsAndDeadEnginesRefuse() {
        var node = TestNodes.agent("a", 4, 8 * GIB);
        node.maxSessions = 3;
        node.reservedSessions = 3;
        assertEquals(List.of("has its 3 sessions"), reasons(node, demand(1, GIB, 0)));
        node.draining = true;
        assertEquals(List.of("is being drained", "has its 3 sessions"), reasons(node, demand(1, GIB, 0)));
        assertEquals(
                List.of("its container engine does not answer"),
                reasons(TestNodes.agent("b", 0, 0), demand(1, GIB, 0)));
    }

    @Test
    void zonesLabelsAndNetworksChoose() {
        var node = TestNodes.with(TestNodes.agent("a", 4, 8 * GIB), List.of("disk=ssd", "gpu=a100"), List.of("lab"));
        assertEquals(List.of(), reasons(node, place("east", List.of("disk=ssd", "disk=nvme"), List.of(), "lab")));
        assertEquals(
                List.of("is in zone east, the session has to be in west"),
                reasons(node, place("west", List.of(), List.of(), null)));
        assertEquals(
                List.of("has none of the labels disk=nvme, disk=hdd"),
                reasons(node, place(null, List.of("disk=nvme", "disk=hdd"), List.of(), null)));
        assertEquals(
                List.of("has the excluded label gpu=a100"),
                reasons(node, place(null, List.of(), List.of("gpu=a100", "x=y"), null)));
        assertEquals(List.of("has no Docker network dmz"), reasons(node, place(null, List.of(), List.of(), "dmz")));
        var other = TestNodes.overridden(node, List.of("disk=hdd"));
        assertEquals(List.of(), reasons(other, place(null, List.of("disk=hdd"), List.of("gpu=a100"), null)));
    }
}
