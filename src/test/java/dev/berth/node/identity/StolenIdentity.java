package dev.berth.node.identity;

import dev.berth.contract.CheckIn;
import dev.berth.contract.NodeAddress;
import dev.berth.node.ClockOffset;
import dev.berth.node.NodeAuth;
import dev.berth.node.RelayTestNode;
import dev.berth.node.Roles;
import dev.berth.node.call.Wire;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What somebody can do who has copied the data directory of a node. */
public final class StolenIdentity {
    private final RelayTestNode config;
    private final NodeKeys keys;

    public StolenIdentity(Path dataDirectory) {
        config = new RelayTestNode(dataDirectory, 8443, 8443, 0, Optional.empty(), Optional.empty(), Optional.empty());
        keys = new NodeKeys(config, config.identity(), Roles.parse(Roles.ALL));
    }

    public UUID id() {
        return config.identity().address().id();
    }

    /** A signature by the stolen key. */
    public String sign(String audience, String path, byte[] body) {
        return sign(audience, path, body, Duration.ZERO);
    }

    /** With a clock that is off. */
    public String sign(String audience, String path, byte[] body, Duration off) {
        var calls = new SignedCalls(
                keys,
                new TestNode.Settings(Optional.empty(), Optional.empty()),
                new ClockOffset(Clock.offset(Clock.systemUTC(), off)),
                certificate -> false,
                (claimed, call, reason) -> {});
        return calls.sign(audience, "POST", path, body);
    }

    public String forControl(String path, byte[] body) {
        return sign(NodeAuth.CONTROL, path, body);
    }

    /** A report in the name of a node. */
    public static byte[] report(UUID id, String zone, String... roles) {
        return Wire.write(new CheckIn(
                new NodeAddress(id, "stolen", "https://127.0.0.1:1"),
                zone,
                Set.of(roles),
                "test",
                Instant.now(),
                Instant.now(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of()));
    }
}
