package dev.berth.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.berth.chaos.DesktopStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** The life of a session on RA3: through the balancers, any web app, a zone proxy and an agent with an engine of its own. */
@Isolated("RA3 takes a part of the machine as long as it is up")
@Order(Integer.MAX_VALUE)
@ExtendWith(RedundantTiers.class)
class RedundantJourneyIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Hosts hosts;

    RedundantJourneyIT(Hosts hosts) {
        this.hosts = hosts;
    }

    private List<String> containers() {
        return Stream.of("agent1", "agent2")
                .flatMap(agent -> hosts.containers(agent).stream())
                .toList();
    }

    @Test
    void launchConnectAndEnd() {
        var client = hosts.administrator();
        var id = client.launch(ProbeWorkspace.desktop(client, "journey"));
        client.session(id, "running");
        assertEquals(1, containers().stream().filter(id::equals).count());
        try (var stream = DesktopStream.open(client, id)) {
            stream.picture();
            assertNull(stream.ended());
            client.delete("/api/sessions/" + id).expect(202);
            Await.until("the stream is cut", SOON, () -> stream.ended() != null);
        }
        assertEquals(
                "ended-by-user", client.session(id, "ended").path("endReason").asText());
        Await.until("the container is gone", SOON, () -> !containers().contains(id));
    }
}
