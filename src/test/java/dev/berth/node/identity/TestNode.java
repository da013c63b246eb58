package dev.berth.node.identity;

import dev.berth.contract.NodeCertificate;
import dev.berth.contract.NodeRequest;
import dev.berth.control.identity.TestDeployment;
import dev.berth.node.ClockOffset;
import dev.berth.node.NodeIdentity;
import dev.berth.node.RelayTestNode;
import dev.berth.node.Roles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A node with a key of its own, without Quarkus. */
public final class TestNode {
    public final RelayTestNode config = RelayTestNode.fresh();
    public final NodeIdentity identity = config.identity();
    public final List<String> refused = new ArrayList<>();
    public final Set<String> revoked = new HashSet<>();
    public final ClockOffset clock;
    public final NodeKeys keys;
    public final SignedCalls calls;

    public TestNode(String roles) {
        this(roles, Clock.systemUTC(), Optional.empty());
    }

    public TestNode(String roles, Clock time, Optional<Path> upstreamCa) {
        var active = Roles.parse(roles);
        clock = new ClockOffset(time);
        keys = new NodeKeys(config, identity, active);
        calls = new SignedCalls(
                keys,
                new Settings(Optional.empty(), upstreamCa),
                clock,
                certificate -> revoked.contains(certificate.getSerialNumber().toString(16)),
                (claimed, call, reason) -> refused.add(claimed + " " + call + ": " + reason));
    }

    public TestNode joins(TestDeployment deployment) {
        keys.accept(deployment.issue(keys.request()));
        return this;
    }

    public TestNode accepts(NodeCertificate certificate) {
        keys.accept(certificate);
        return this;
    }

    /** A file of its identity. */
    public String pem(String file) throws IOException {
        return Files.readString(config.dataDir().resolve("identity").resolve(file));
    }

    /** Its key without the public half that stands in the same file. */
    public String privateKey() throws IOException {
        var text = pem("key.pem");
        var end = "-----END PRIVATE KEY-----";
        return text.substring(text.indexOf("-----BEGIN PRIVATE KEY-----"), text.indexOf(end) + end.length()) + "\n";
    }

    public NodeRequest request(String zone) {
        var mine = keys.request();
        return new NodeRequest(mine.node(), zone, mine.roles(), mine.names(), mine.signingRequest());
    }

    public String id() {
        return identity.address().id().toString();
    }

    public String serial() {
        return keys.credential().orElseThrow().certificate().getSerialNumber().toString(16);
    }

    /** What the process was started with. */
    public record Settings(Optional<String> upstream, Optional<Path> upstreamCa) implements IdentityConfig {
        @Override
        public Optional<String> joinToken() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> joinTokenFile() {
            return Optional.empty();
        }

        @Override
        public Duration clockTolerance() {
            return Duration.ofMinutes(5);
        }
    }
}
