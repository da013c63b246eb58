package dev.berth.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the server process that a data directory names. */
final class ServerProcess {
    private ServerProcess() {}

    /** Empty when nothing runs, or when the number now belongs to another program. */
    static Optional<ProcessHandle> of(Path data) throws IOException {
        var file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,10}")) {
            return Optional.empty();
        }
        long pid = Long.parseLong(lines.getFirst().strip());
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(ServerProcess::isPostgres);
    }

    private static boolean isPostgres(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/comm")).startsWith("postgres");
        } catch (IOException noProc) {
            return process.info().command().filter(c -> c.endsWith("postgres")).isPresent();
        }
    }
}
