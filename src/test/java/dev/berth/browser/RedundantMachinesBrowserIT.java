package dev.berth.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.berth.chaos.WholeAgain;
import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Hosts;
import dev.berth.topology.MachineWorkspace;
import dev.berth.topology.RedundantTiers;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** An existing machine in a real browser on RA3, when a proxy on its way dies: the page finds another by itself. */
@Order(Integer.MAX_VALUE)
@ExtendWith(RedundantTiers.class)
@Isolated("RA3 takes a part of the machine as long as it is up")
class RedundantMachinesBrowserIT {
    private static final Duration LONGEST = Duration.ofSeconds(120);

    /** Remembers when the page's stream was what, from now on. */
    private static final String STREAMS = """
            () => {
              const root = document.querySelector('[data-testid=session-root]'), begun = performance.now();
              window.berthStreams = [];
              new MutationObserver(() => window.berthStreams.push(`${root.dataset.stream} ${Math.round(performance.now() - begun)}`))
                .observe(root, { attributeFilter: ['data-stream'] });
            }
            """;

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

    @Test
    void thePageComesBackWhenItsZoneProxyDies() {
        var client = hosts.administrator();
        WholeAgain.awaitWhole(hosts, client);
        var machine = hosts.machine("ssh");
        MachineWorkspace.of(client, "Relayed terminal", "ssh", machine);
        try (var chromium = new Chromium()) {
            Await.until("the zone proxy is behind its balancer", LONGEST, this::isBalanced);
            var person = new Console(chromium.person(), client.base());
            person.signIn("admin", hosts.password());
            assertThat(person.heading("My desktops")).isVisible();
            person.launch("Relayed terminal");
            person.connected();
            person.typesUntilDone(machine, "/tmp/through-zone1");
            Await.until("the stream goes through it", LONGEST, () -> relayed(client) > 0);
            person.page().evaluate(STREAMS);
            long killed = System.nanoTime();
            hosts.kill("zone1");
            // no click: the keys find their way by themselves
            Await.until("what is typed has its effect", LONGEST, () -> {
                person.page().keyboard().type("echo $((6*7)) > /tmp/through-another");
                person.page().keyboard().press("Enter");
                return Console.soonHolds(machine, "/tmp/through-another", "42");
            });
            System.out.printf(
                    "measured: zone proxy dies: the page takes keys again within %d ms; its stream, in ms: %s%n",
                    Duration.ofNanos(System.nanoTime() - killed).toMillis(),
                    person.page().evaluate("window.berthStreams.join(', ')"));
            assertThat(person.at("session-root")).hasAttribute("data-stream", "connected");
            Chromium.picture(person.page(), "machine-other-zone-proxy");
            person.endSession();
            person.ended(LONGEST);
        } finally {
            WholeAgain.endAll(hosts, client);
            hosts.start("zone1");
        }
    }

    private boolean isBalanced() {
        return hosts.run("in", "primary", "curl", "-s", "http://127.0.0.1:8404/;csv")
                .lines()
                .anyMatch(line -> line.startsWith("streams,zone1,") && line.contains(",UP,"));
    }

    /** How many streams the zone proxy has, as it told last. */
    private static int relayed(BerthClient client) {
        for (var proxy :
                client.get("/api/admin/zone-overviews").expect(200).body().findPath("proxies")) {
            if (proxy.path("name").asText().equals("zone1")) {
                return proxy.path("streams").asInt();
            }
        }
        return 0;
    }
}
