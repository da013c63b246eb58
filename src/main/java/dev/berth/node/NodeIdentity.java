package dev.berth.node;

import dev.berth.contract.NodeAddress;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Who this node is. The id is made at the first start and kept in the data directory. */
@Singleton
public final class NodeIdentity {
    private final NodeAddress address;
    private final String zone;
    private final Instant startedAt = Instant.now();

    NodeIdentity(NodeConfig config) {
        var name = config.name().orElseGet(NodeIdentity::hostName);
        var url = config.advertisedAddress().orElse("https://" + name + ":" + config.port());
        this.address = new NodeAddress(id(config.dataDir().resolve("node-id")), name, url);
        this.zone = config.zone();
    }

    /** What is wrong with the identity kept in the data directory; empty when nothing is, or none is kept yet. */
    public static Optional<String> complaint(Path dataDir) {
        var file = dataDir.resolve("node-id");
        try {
            if (Files.exists(file)) {
                UUID.fromString(Files.readString(file).strip());
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("The node's identity in " + file + " cannot be read: " + FileTrouble.of(e) + ".");
        } catch (IllegalArgumentException notAnId) {
            return Optional.of("The file " + file + " holds no node id. Restore it from a backup; without it this node"
                    + " becomes another one, so remove it only when no sessions run here.");
        }
    }

    private static UUID id(Path file) {
        try {
            if (Files.exists(file)) {
                return UUID.fromString(Files.readString(file).strip());
            }
            Files.createDirectories(file.toAbsolutePath().getParent());
            var id = UUID.randomUUID();
            Files.writeString(file, id + "\n");
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the node's identity in " + file, e);
        }
    }

    /** The host's own name; asking the resolver could block the start for seconds. */
    public static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException noProc) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "localhost";
            }
        }
    }

    public NodeAddress address() {
        return address;
    }

    public String zone() {
        return zone;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public boolean is(NodeAddress other) {
        return address.id().equals(other.id());
    }
}
