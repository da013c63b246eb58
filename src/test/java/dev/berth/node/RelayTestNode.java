package dev.berth.node;

import dev.berth.contract.CheckIn;
import dev.berth.contract.NodeAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A node's settings and identity, without Quarkus. */
public record RelayTestNode(
        Path dataDir,
        int port,
        int sessionPort,
        int httpPort,
        Optional<Path> tlsCertificate,
        Optional<Path> tlsKey,
        Optional<List<String>> allowOrigin)
        implements NodeConfig {
    public static RelayTestNode fresh() {
        try {
            return new RelayTestNode(
                    Files.createTempDirectory("berth-relay"),
                    8443,
                    8443,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RelayTestNode ports(int main, int session) {
        return new RelayTestNode(dataDir, main, session, httpPort, tlsCertificate, tlsKey, allowOrigin);
    }

    public RelayTestNode tls(Path certificate, Path key) {
        return new RelayTestNode(
                dataDir, port, sessionPort, httpPort, Optional.of(certificate), Optional.of(key), allowOrigin);
    }

    public ClientAddress clients() {
        return new ClientAddress(this);
    }

    public NodeIdentity identity() {
        return new NodeIdentity(this);
    }

    /** What a part of the node says of passes. */
    public static CheckIn report(Reporter part) {
        var report = new Report();
        part.report(report);
        return new CheckIn(
                new NodeAddress(new UUID(0, 1), "test", "https://127.0.0.1"),
                "default",
                Set.of(),
                "",
                Instant.EPOCH,
                Instant.EPOCH,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                report.streams(),
                report.images(),
                report.findings(),
                Optional.empty(),
                report.passListAt(),
                report.passUses());
    }

    @Override
    public String roles() {
        return Roles.ALL;
    }

    @Override
    public Optional<String> name() {
        return Optional.of("test");
    }

    @Override
    public String zone() {
        return "default";
    }

    @Override
    public String listen() {
        return "127.0.0.1";
    }

    @Override
    public Optional<String> advertisedAddress() {
        return Optional.empty();
    }

    @Override
    public Optional<List<String>> trustedProxies() {
        return Optional.empty();
    }

    @Override
    public Duration checkInInterval() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Optional<Duration> drainNotice() {
        return Optional.empty();
    }

    @Override
    public Duration drainTimeout() {
        return Duration.ofSeconds(3);
    }

    @Override
    public String logLevel() {
        return "info";
    }

    @Override
    public Optional<Path> logFile() {
        return Optional.empty();
    }
}
