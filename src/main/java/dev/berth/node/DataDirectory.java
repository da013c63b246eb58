package dev.berth.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The directory of this node, held by one process at a time. */
public final class DataDirectory {
    /** Kept for the life of the process: the lock ends with it, also after a kill -9. */
    private static @Nullable FileLock lock;

    private DataDirectory() {}

    /**
     * Makes the directory when it is missing and locks it.
     *
     * @return its absolute path
     * @throws InvalidSettings when another process holds it, or it cannot be written
     */
    public static synchronized Path lock(Path directory) {
        var path = directory.toAbsolutePath().normalize();
        var file = path.resolve("lock");
        try {
            Files.createDirectories(path);
            var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
            lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
            if (lock == null) {
                var holder = Files.readString(file).strip();
                channel.close();
                throw new InvalidSettings("Another Berth (process " + holder + ") uses the data directory " + path
                        + ". Stop it, or choose another directory with --data-dir.");
            }
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n"));
            channel.force(false);
            return path;
        } catch (IOException e) {
            throw new InvalidSettings("The data directory " + path + " cannot be used: " + FileTrouble.of(e)
                    + ". Choose one that this user may write with --data-dir.");
        }
    }
}
