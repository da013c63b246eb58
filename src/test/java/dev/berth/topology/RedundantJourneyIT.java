package dev.berth.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.chaos.DesktopStream;
import dev.berth.chaos.MachineStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Through a zone proxy or a web app to a connection proxy, its guacd and the machine, each on a host of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"ssh", "vnc", "rdp"})
    void connectAMachineAndEnd(String protocol) {
        var client = hosts.administrator();
        var machine = hosts.machine(protocol);
        var id = client.launch(MachineWorkspace.recorded(client, "journey-" + protocol, protocol, machine));
        client.session(id, "running");
        try (var stream = MachineStream.open(client, id)) {
            stream.typedHasItsEffect(machine);
            assertNull(stream.ended());
            client.delete("/api/sessions/" + id).expect(202);
            Await.until("the stream is cut", SOON, () -> stream.ended() != null);
        }
        assertEquals(
                "ended-by-user", client.session(id, "ended").path("endReason").asText());
        recorded(client, id);
    }

    /** The recording lies on the host of the connection proxy; the browser gets it from whichever web app answers. */
    private static void recorded(BerthClient client, String session) {
        var recording = Await.value(
                "the recording is complete",
                SOON,
                () -> client.get("/api/admin/recordings?session=" + session)
                                .expect(200)
                                .body()
                                .path(0)
                                .path("state")
                                .asText()
                                .equals("complete")
                        ? client.get("/api/admin/recordings?session=" + session)
                                .body()
                                .path(0)
                        : null);
        var data = client.get("/api/admin/recordings/" + recording.path("id").asText() + "/data")
                .expect(200)
                .raw()
                .body();
        assertTrue(data.contains("4.sync,"), data);
        assertEquals(recording.path("bytes").asLong(), data.getBytes(StandardCharsets.UTF_8).length);
    }
}
