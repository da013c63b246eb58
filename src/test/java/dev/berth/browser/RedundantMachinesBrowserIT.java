package dev.berth.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.berth.chaos.WholeAgain;
import dev.berth.topology.Await;
import dev.berth.topology.Hosts;
import dev.berth.topology.MachineWorkspace;
import dev.berth.topology.RedundantTiers;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** An existing machine in a real browser on RA3, whose connection proxy dies: the page finds the other by itself. */
@Order(Integer.MAX_VALUE)
@ExtendWith(RedundantTiers.class)
@Isolated("containers that come and go beside it change the machine's addresses, and Chromium then drops what it loads")
class RedundantMachinesBrowserIT {
    private static final Duration LONGEST = Duration.ofSeconds(120);

    private final Hosts hosts;

    RedundantMachinesBrowserIT(Hosts hosts) {
        this.hosts = hosts;
    }

    @Test
    void thePageComesBackThroughTheOtherConnectionProxy() {
        var client = hosts.administrator();
        WholeAgain.awaitWhole(hosts, client);
        var machine = hosts.machine("ssh");
        MachineWorkspace.of(client, "Far terminal", "ssh", machine);
        try (var chromium = new Chromium()) {
            var person = new Console(chromium.person(), client.base());
            person.signIn("admin", hosts.password());
            assertThat(person.heading("My desktops")).isVisible();
            var session = person.launch("Far terminal");
            person.connected();
            person.typesUntilDone(machine, "/tmp/before");
            var owner = client.session(session, "running").path("node").asText();
            long killed = System.nanoTime();
            hosts.kill(owner);
            Await.until(
                    "the session has moved",
                    LONGEST,
                    () -> !client.session(session, "running")
                            .path("node")
                            .asText()
                            .equals(owner));
            assertThat(person.at("session-root")).hasAttribute("data-stream", "connected");
            System.out.printf(
                    "measured: connection proxy dies: the page shows the machine again after %d ms%n",
                    Duration.ofNanos(System.nanoTime() - killed).toMillis());
            person.typesUntilDone(machine, "/tmp/after");
            Chromium.picture(person.page(), "machine-other-proxy");
            person.endSession();
            person.ended(LONGEST);
        } finally {
            WholeAgain.endAll(hosts, client);
            hosts.start("cpx1", "cpx2");
        }
    }
}
