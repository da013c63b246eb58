package dev.berth.connectionproxy.guacd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A directory that guacd may write into: FreeRDP insists on one. */
final class Home {
    /** {@code nobody}: it exists everywhere. */
    static final int UNPRIVILEGED = 65534;

    private Home() {}

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    static Path make() throws IOException {
        var home = Files.createTempDirectory("berth-guacd-");
        if (isRoot()) {
            Files.setAttribute(home, "unix:uid", UNPRIVILEGED);
        }
        return home;
    }

    /** What cannot be removed stays; it is a temporary directory. */
    static void remove(Path home) {
        try (var files = Files.walk(home)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException stays) {
            // the host clears temporary directories
        }
    }
}
