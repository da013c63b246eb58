package dev.berth.load;

import dev.berth.chaos.DesktopStream;
import dev.berth.contract.ZoneSettings;
import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Hosts;
import dev.berth.topology.ProbeWorkspace;
import dev.berth.topology.TwoRegions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** From a key to its echo in region 2 of RA4: through the region's proxy, through region 1, and by the network alone. */
public final class WanBench {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int ECHO_PORT = 9000;
    private static final String ECHO = """
            import socket
            door = socket.create_server(('', %d))
            peer, _ = door.accept()
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while True:
                said = peer.recv(64)
                if not said:
                    break
                peer.sendall(said)
            """.formatted(ECHO_PORT);

    private final int echoes = Integer.getInteger("echoes", 2000);

    private WanBench() {}

    public static void main(String[] arguments) throws IOException {
        try (var hosts = Hosts.up("ra4")) {
            new WanBench().run(hosts);
        }
        System.exit(0);
    }

    private void run(Hosts hosts) throws IOException {
        var far = hosts.administratorOfRegion2();
        var id = far.launch(ProbeWorkspace.echo(far, "echo in region 2", List.of("region2")));
        far.session(id, "running");
        var network = network(hosts);
        try (var near = DesktopStream.open(far, id)) {
            print("network alone, user to region 2", network);
            var proxied = measure(near::echo, echoes);
            print("through the proxy of region 2", proxied);
            System.out.printf(
                    Locale.ROOT,
                    "the proxy's share: p50 %.3f ms (target: within 1 ms)%n",
                    millis(at(proxied, 0.5)) - millis(at(network, 0.5)));
        }
        // streams without proxies of their zone go through the host that the user came in on; with its zone proxy gone,
        // the
        // web apps of region 1 relay
        var regions = new TwoRegions(hosts, hosts.administrator());
        regions.set("region2", Map.of("proxyHostname", ZoneSettings.REQUEST_HOST, "proxyPort", 0), false)
                .expect(200);
        hosts.kill("zone1");
        try (var detour = Await.value("a stream through region 1", PATIENCE, () -> openThroughRegion1(far, id))) {
            print("through region 1", measure(detour::echo, Math.min(echoes, 100)));
        }
    }

    /** Null as long as a web app has not seen the change, or nobody relays yet. */
    private static @Nullable DesktopStream openThroughRegion1(BerthClient client, String id) {
        try {
            var host = URI.create(client.connect(id).path("url").asText()).getHost();
            return host.equals(URI.create(client.base()).getHost()) ? DesktopStream.open(client, id) : null;
        } catch (RuntimeException | AssertionError notYet) {
            return null;
        }
    }

    private List<Duration> network(Hosts hosts) throws IOException {
        var address = hosts.address("edge2", "user2");
        Thread.ofVirtual().start(() -> hosts.attempt("in", "edge2", "python3", "-c", ECHO));
        var socket = Await.value("the bare echo answers", PATIENCE, () -> {
            try {
                return new Socket(address, ECHO_PORT);
            } catch (IOException notYet) {
                return null;
            }
        });
        try (socket) {
            socket.setTcpNoDelay(true);
            return measure(() -> bare(socket), echoes);
        }
    }

    private static Duration bare(Socket socket) {
        try {
            long begun = System.nanoTime();
            socket.getOutputStream().write(new byte[8]);
            socket.getInputStream().readNBytes(8);
            return Duration.ofNanos(System.nanoTime() - begun);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Duration> measure(Supplier<Duration> echo, int count) {
        for (int i = 0; i < count / 10; i++) {
            var unused = echo.get();
        }
        var times = new ArrayList<Duration>();
        for (int i = 0; i < count; i++) {
            times.add(echo.get());
        }
        return times.stream().sorted().toList();
    }

    private static Duration at(List<Duration> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    private static void print(String what, List<Duration> times) {
        System.out.printf(
                Locale.ROOT,
                "%-34s p50 %8.3f ms   p99 %8.3f ms   (%d echoes)%n",
                what,
                millis(at(times, 0.5)),
                millis(at(times, 0.99)),
                times.size());
    }
}
