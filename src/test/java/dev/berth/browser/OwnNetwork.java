package dev.berth.browser;

import dev.berth.topology.Hosts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * A network namespace for the browsers of a test run. Chromium drops what it loads whenever an address of its machine
 * changes, and each desktop that comes or goes changes one: here nothing does. Programs on the machine's loopback are
 * reached as {@code localhost}, everything else as the machine reaches it. Who may not make namespaces does without.
 */
final class OwnNetwork {
    private static final long PID = ProcessHandle.current().pid();
    private static final String NAME = "berth-browser-" + PID;
    /** Names of interfaces have 15 letters at most. */
    private static final String LINK = "bb" + PID;
    /** Two test runs may be at work. */
    private static final String NET = "10.89." + PID % 256;

    private static final String UP = """
            set -eu
            ip netns add "$NAME"
            ip link add "$LINK" type veth peer name eth0 netns "$NAME"
            ip address add "$NET.1/30" dev "$LINK"
            ip link set "$LINK" up
            ip -n "$NAME" link set lo up
            ip -n "$NAME" address add "$NET.2/30" dev eth0
            ip -n "$NAME" link set eth0 up
            ip -n "$NAME" route add default via "$NET.1"
            echo 1 >/proc/sys/net/ipv4/ip_forward
            echo 1 >"/proc/sys/net/ipv4/conf/$LINK/route_localnet"
            iptables -w -t nat -I PREROUTING -i "$LINK" -d "$NET.1" -j DNAT --to-destination 127.0.0.1
            iptables -w -t nat -I POSTROUTING -s "$NET.2" ! -o "$LINK" -j MASQUERADE
            iptables -w -I FORWARD -i "$LINK" -j ACCEPT
            iptables -w -I FORWARD -o "$LINK" -j ACCEPT
            printf '#!/bin/sh\\nexec ip netns exec %s %s "--host-resolver-rules=MAP localhost %s" "$@"\\n' \\
                "$NAME" "$CHROMIUM" "$NET.1" >"$WRAPPER"
            """;
    private static final String DOWN = """
            iptables -w -t nat -D PREROUTING -i "$LINK" -d "$NET.1" -j DNAT --to-destination 127.0.0.1
            iptables -w -t nat -D POSTROUTING -s "$NET.2" ! -o "$LINK" -j MASQUERADE
            iptables -w -D FORWARD -i "$LINK" -j ACCEPT
            iptables -w -D FORWARD -o "$LINK" -j ACCEPT
            ip link delete "$LINK"
            ip netns delete "$NAME"
            rm -f "$WRAPPER"
            """;

    /** Made when the first browser starts. */
    private static final class Only {
        static final OwnNetwork NETWORK = new OwnNetwork();
    }

    private final Path wrapper;

    private OwnNetwork() {
        try {
            var ours = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            wrapper = Files.createTempFile(NAME, "", ours);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        shell(UP);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> shell(DOWN)));
    }

    /** What to start for this browser. */
    static Path within(Path browser) {
        return Hosts.possible() ? Only.NETWORK.wrapper : browser;
    }

    private void shell(String script) {
        try {
            var builder = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
            builder.environment()
                    .putAll(Map.of(
                            "NAME", NAME,
                            "LINK", LINK,
                            "NET", NET,
                            "CHROMIUM", Chromium.EXECUTABLE.toString(),
                            "WRAPPER", wrapper.toString()));
            var process = builder.start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("no network for browsers: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
