package dev.berth.agent;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Looks at the disk that images and containers live on, where this process can see it. */
final class Disk {
    private static final long LEAST_BYTES = 2L << 30;

    private final Engine engine;
    private final AgentConfig config;

    Disk(Engine engine, AgentConfig config) {
        this.engine = engine;
        this.config = config;
    }

    /** How full it is. */
    private record Fill(String root, long free, int percent) {
        static Fill of(Path root, FileStore store) throws IOException {
            long free = store.getUsableSpace();
            long total = Math.max(1, store.getTotalSpace());
            return new Fill(root.toString(), free, (int) Math.ceilDiv((total - free) * 100, total));
        }

        /** A limit of 100 is none. */
        boolean reaches(int limit) {
            return limit < 100 && percent >= limit;
        }

        private String sentence() {
            return "The disk of the container engine (" + root + ") is " + percent + " % full";
        }
    }

    /** Why no image may be pulled now. */
    Optional<String> refusal() {
        return look().filter(fill -> fill.reaches(config.diskRefuse()))
                .map(fill -> fill.sentence() + ", so no image is pulled (--agent-disk-refuse=" + config.diskRefuse()
                        + "). Remove unused images, or give it more room.");
    }

    /** Why a pull under way must be given up. */
    Optional<String> overflow() {
        return look().filter(fill -> fill.reaches(config.diskAbort()))
                .map(fill -> fill.sentence() + ", so the pull was given up (--agent-disk-abort=" + config.diskAbort()
                        + "). Remove unused images, or give it more room.");
    }

    Optional<String> finding() {
        var refusal = refusal();
        return refusal.isPresent()
                ? refusal
                : look().filter(fill -> fill.free < LEAST_BYTES)
                        .map(fill -> fill.sentence() + ": " + (fill.free >> 20)
                                + " MiB are left. Remove unused images, or give it more room.");
    }

    private Optional<Fill> look() {
        if (!engine.host().isLocal()) {
            return Optional.empty();
        }
        return engine.facts().rootDir().map(Path::of).filter(Files::isDirectory).flatMap(Disk::look);
    }

    private static Optional<Fill> look(Path root) {
        try {
            return Optional.of(Fill.of(root, Files.getFileStore(root)));
        } catch (IOException invisible) {
            return Optional.empty();
        }
    }
}
