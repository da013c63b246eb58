package dev.berth.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Looks at the disk that images and containers live on, where this process can see it. */
final class Disk {
    private static final long LEAST_BYTES = 2L << 30;
    private static final double LEAST_SHARE = 0.05;

    private Disk() {}

    static Optional<String> finding(DockerHost host, EngineFacts facts) {
        if (!host.isLocal()) {
            return Optional.empty();
        }
        return facts.rootDir().map(Path::of).filter(Files::isDirectory).flatMap(Disk::look);
    }

    private static Optional<String> look(Path root) {
        try {
            var store = Files.getFileStore(root);
            long free = store.getUsableSpace();
            return free >= LEAST_BYTES && free >= store.getTotalSpace() * LEAST_SHARE
                    ? Optional.empty()
                    : Optional.of("The disk of the container engine (" + root + ") is nearly full: " + (free >> 20)
                            + " MiB are left. Remove unused images, or give it more room.");
        } catch (IOException invisible) {
            return Optional.empty();
        }
    }
}
