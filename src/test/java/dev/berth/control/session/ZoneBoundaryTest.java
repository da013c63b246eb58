package dev.berth.control.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.ZoneSettings;
import dev.berth.control.node.Demand;
import dev.berth.control.node.Node;
import dev.berth.control.node.Share;
import dev.berth.control.node.TestNodes;
import dev.berth.control.zone.ZoneField;
import dev.berth.control.zone.ZonePlan;
import dev.berth.control.zone.ZoneWish;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever fails: a zone that may not be left is not left. */
class ZoneBoundaryTest {
    private static final int PLACEMENTS = 10_000;
    private static final long GIB = 1L << 30;
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant SINCE = NOW.minusSeconds(12);
    private static final List<String> ZONES = List.of("default", "east", "south", "west");

    private final Random random = new Random(20_261_121);
    private final Map<Node, Instant> fleet = new HashMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    private static ZoneSettings zone(boolean alternates, boolean boundary, boolean choice, String host) {
        return ZoneField.read(
                Map.of(
                        "searchAlternateZones", alternates,
                        "boundary", boundary,
                        "userChoice", choice,
                        "proxyHostname", host),
                ZoneSettings.DEFAULT);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private List<String> some(List<String> list) {
        return random.nextBoolean()
                ? List.of()
                : list.stream().filter(_ -> random.nextInt(3) == 0).toList();
    }

    private void fail(Node node) {
        node.draining = random.nextInt(6) == 0;
        node.enabled = random.nextInt(6) != 0;
        node.revokedAt = random.nextInt(12) == 0 ? NOW : null;
        node.offeredMemoryBytes = random.nextInt(6) == 0 ? 0 : 4 * GIB;
        node.reservedMemoryBytes = random.nextInt(3) == 0 ? 4 * GIB : 0;
        fleet.put(node, random.nextInt(5) == 0 ? NOW.minusSeconds(60) : NOW);
    }

    private boolean fits(Node node, Demand demand) {
        return Scheduler.reasons(node, fleet.get(node), SINCE, NOW, demand).isEmpty();
    }

    @Test
    void aZoneThatMayNotBeLeftIsNeverLeft() {
        for (int i = 0; i < 10; i++) {
            var node = TestNodes.agent("n" + i, 8, 4 * GIB);
            node.zone = ZONES.get(i % ZONES.size());
            fleet.put(node, NOW);
        }
        var nodes = new ArrayList<>(fleet.keySet());
        for (int i = 0; i < PLACEMENTS; i++) {
            for (int failures = 0; failures < 3; failures++) {
                fail(any(nodes));
            }
            place(nodes);
        }
        System.out.println("measured: " + PLACEMENTS + " placements under failures: " + counts);
        for (var each : List.of("stayed", "refused at the boundary", "left", "pick refused", "refused")) {
            assertTrue(counts.getOrDefault(each, 0) > PLACEMENTS / 200, each + " hardly happened: " + counts);
        }
    }

    private void place(List<Node> nodes) {
        var zones = new TreeMap<String, ZoneSettings>();
        ZONES.forEach(name -> {
            boolean boundary = random.nextInt(3) == 0;
            zones.put(
                    name,
                    zone(!boundary && random.nextBoolean(), boundary, random.nextBoolean(), name + ".example.org"));
        });
        var wish = new ZoneWish(
                random.nextInt(3) == 0 ? Optional.of(any(ZONES)) : Optional.empty(),
                any(List.of(
                        "https://east.example.org:8443",
                        "https://WEST.example.org",
                        "https://berth.example.org",
                        "https://[::1]:8443")),
                any(ZONES),
                random.nextInt(3) == 0 ? Optional.of(any(ZONES)) : Optional.empty());
        var restriction = some(ZONES);
        ZonePlan plan;
        try {
            plan = ZonePlan.of(wish, restriction, zones);
        } catch (Problem refused) {
            assertEquals(ProblemCode.FORBIDDEN, refused.code());
            counts.merge("pick refused", 1, Integer::sum);
            return;
        }
        var demand = new Demand(new Share(1, GIB, 0), restriction, List.of(), List.of(), Optional.empty(), "desk:1");
        var placed = plan.first(zone -> nodes.stream()
                .filter(node -> fits(node, demand.in(List.of(zone))))
                .findAny());
        check(plan, restriction, zones, placed.map(node -> node.zone));
    }

    private void check(
            ZonePlan plan, List<String> restriction, Map<String, ZoneSettings> zones, Optional<String> placed) {
        var home = plan.home();
        boolean stays = zones.get(home).boundary() || !zones.get(home).searchAlternateZones();
        if (placed.isEmpty()) {
            counts.merge(stays ? "refused at the boundary" : "refused", 1, Integer::sum);
            return;
        }
        var zone = placed.get();
        assertTrue(restriction.isEmpty() || restriction.contains(zone), plan + " came to " + zone);
        if (zone.equals(home)) {
            counts.merge("stayed", 1, Integer::sum);
        } else {
            assertTrue(!stays, plan + " left for " + zone);
            assertTrue(!zones.get(zone).boundary() || restriction.contains(zone), plan + " spilled into " + zone);
            counts.merge("left", 1, Integer::sum);
        }
    }
}
