package dev.berth.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Hosts;
import dev.berth.topology.ProbeWorkspace;
import dev.berth.topology.RedundantTiers;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** The host of the primary PostgreSQL loses its power while sessions are launched and ended; Patroni promotes the standby. */
@Isolated("RA3 takes a part of the machine as long as it is up")
@Order(Integer.MAX_VALUE)
@ExtendWith(RedundantTiers.class)
class PatroniFailoverIT {
    private static final Duration BEFORE = Duration.ofSeconds(5);
    private static final Duration AFTER = Duration.ofSeconds(8);
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final int LAUNCHERS = 2;

    private final Hosts hosts;
    private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    /** When the power went, and when a launch that began later was acknowledged; 0 before. */
    private volatile long off;

    private volatile long recovered;

    PatroniFailoverIT(Hosts hosts) {
        this.hosts = hosts;
    }

    @Test
    void databaseFailsOver() throws InterruptedException {
        var client = hosts.administrator();
        WholeAgain.awaitWhole(hosts, client);
        var workspace = ProbeWorkspace.desktop(client, "failover");
        var kept = client.launch(workspace);
        client.session(kept, "running");
        try (var stream = DesktopStream.open(client, kept);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < LAUNCHERS; i++) {
                threads.submit(() -> launchAndEnd(hosts.administrator().impatient(), workspace));
            }
            pass(BEFORE);
            var primary = WholeAgain.primary(hosts);
            hosts.off(primary);
            off = System.nanoTime();
            Await.until("sessions are launched again", LONGEST, () -> recovered != 0);
            System.out.printf(
                    "measured: database fails over under load: launches succeed again %d ms after %s lost its power%n",
                    Duration.ofNanos(recovered - off).toMillis(), primary);
            pass(AFTER);
            over.set(true);
            threads.shutdown();
            assertTrue(threads.awaitTermination(LONGEST.toSeconds(), TimeUnit.SECONDS));
            stream.picture();
        } finally {
            over.set(true);
        }
        check(client, kept);
        WholeAgain.awaitWhole(hosts, client);
        WholeAgain.endAll(hosts, client);
    }

    /** Passes time while others work; the condition is the clock. */
    private static void pass(Duration time) {
        var end = Instant.now().plus(time);
        Await.until("time passes", time.plusSeconds(5), () -> Instant.now().isAfter(end));
    }

    private void launchAndEnd(BerthClient client, String workspace) {
        while (!over.get()) {
            try {
                long begun = System.nanoTime();
                var answer = client.post("/api/sessions", Map.of("workspaceId", workspace));
                if (answer.status() == 201) {
                    var id = answer.body().path("id").asText();
                    acknowledged.add(id);
                    if (off != 0 && begun > off && recovered == 0) {
                        recovered = System.nanoTime();
                    }
                    client.delete("/api/sessions/" + id);
                } else if (answer.status() == 503 && !answer.detail().isBlank()) {
                    refused.incrementAndGet();
                } else {
                    unanswered.incrementAndGet();
                }
            } catch (UncheckedIOException cut) {
                unanswered.incrementAndGet();
            }
        }
    }

    private void check(BerthClient client, String kept) {
        System.out.printf(
                "measured: database fails over under load: %d launches acknowledged, %d refused in words, %d otherwise%n",
                acknowledged.size(), refused.get(), unanswered.get());
        client.session(kept, "running");
        for (var id : acknowledged) {
            client.get("/api/sessions/" + id).expect(200);
        }
        // ending one may have failed during the failover, and is repeated as a user would
        acknowledged.forEach(id -> client.delete("/api/sessions/" + id));
        Await.until(
                "what was ended has ended",
                LONGEST,
                () -> client.get("/api/admin/sessions").expect(200).body().size() <= 1 + unanswered.get());
        var all = ids(client.get("/api/admin/sessions?state=all").expect(200).body());
        assertEquals(all.stream().distinct().count(), all.size(), "none is listed twice");
        Await.until("engines and rows agree", LONGEST, () -> containersAreThose(live(client)));
        for (var node : client.get("/api/admin/nodes").expect(200).body()) {
            assertTrue(
                    node.path("reservedMemoryBytes").asLong()
                            <= Math.max(0, node.path("memoryBytes").asLong()),
                    "overcommitted: " + node);
            assertEquals(
                    ProbeWorkspace.MEMORY * node.path("liveSessions").asLong(),
                    node.path("reservedMemoryBytes").asLong(),
                    "the ledger of " + node);
        }
    }

    private static List<String> live(BerthClient client) {
        return ids(client.get("/api/admin/sessions").expect(200).body());
    }

    private static List<String> ids(JsonNode sessions) {
        return StreamSupport.stream(sessions.spliterator(), false)
                .map(session -> session.path("id").asText())
                .sorted()
                .toList();
    }

    private boolean containersAreThose(List<String> live) {
        return List.of("agent1", "agent2").stream()
                .flatMap(agent -> hosts.containers(agent).stream())
                .sorted()
                .toList()
                .equals(live);
    }
}
