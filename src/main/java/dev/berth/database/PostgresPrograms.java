package dev.berth.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The server's programs: unpacked once, and never run as root. */
final class PostgresPrograms {
    static final String MAJOR = "18";
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    /** {@code nobody}: it exists everywhere, and initdb insists on an entry in the passwd file. */
    private static final String UNPRIVILEGED = "65534";

    private static final int RUN_TIMEOUT_SECONDS = 120;

    private final Path home;
    private final Path directory;
    private final boolean root = "root".equals(System.getProperty("user.name"));

    PostgresPrograms(Path home) {
        this.home = home;
        this.directory = home.resolve("pgsql-" + MAJOR);
    }

    void extract() throws IOException {
        if (Files.exists(directory)) {
            return;
        }
        var fresh = directory.resolveSibling(directory.getFileName() + ".new");
        try (InputStream archive = PostgresPrograms.class.getResourceAsStream(ARCHIVE)) {
            if (archive == null) {
                throw new IOException("this build brings no PostgreSQL for this processor; set --database-url");
            }
            unpack(archive, fresh);
        }
        Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpack(InputStream archive, Path to) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = to.resolve(entry.getName()).normalize();
                if (!path.startsWith(to)) {
                    throw new IOException("the archive names a file outside itself: " + entry.getName());
                }
                unpack(tar, entry, path);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        Files.deleteIfExists(path);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            if ((entry.getMode() & 0100) != 0) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    /** Gives files to the user that the server runs as; nothing to do unless this program is root. */
    void own(Path... files) throws IOException, InterruptedException {
        if (!root) {
            return;
        }
        var command = new ArrayList<>(List.of("chown", UNPRIVILEGED + ":" + UNPRIVILEGED));
        for (var file : files) {
            command.add(file.toString());
        }
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("cannot give " + home + " to the unprivileged user of the database");
        }
    }

    /** @throws IOException with the end of the program's output when it fails */
    void run(String program, List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        if (root) {
            command.addAll(List.of(
                    "setpriv",
                    "--reuid=" + UNPRIVILEGED,
                    "--regid=" + UNPRIVILEGED,
                    "--clear-groups",
                    "--no-new-privs"));
            if (!reachable(home)) {
                // for a checkout below /root: lets the server pass the directories above its own, at the price that it
                // may read other files too; access(2) needs the secure bit
                command.addAll(List.of(
                        "--securebits=+no_setuid_fixup",
                        "--inh-caps=-all,+dac_read_search",
                        "--ambient-caps=-all,+dac_read_search"));
            }
        }
        command.add(directory.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        var log = home.resolve("control.log");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .directory(home.toFile())
                .start();
        if (!process.waitFor(RUN_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(program + " did not finish in " + RUN_TIMEOUT_SECONDS + " s; see " + log);
        }
        if (process.exitValue() != 0) {
            throw new IOException(
                    program + " failed: " + end(log) + " (see " + log + " and " + home.resolve("server.log") + ")");
        }
    }

    private static String end(Path log) throws IOException {
        var lines =
                Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
        return String.join(" ", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
    }

    private static boolean reachable(Path directory) throws IOException {
        for (var path = directory.toRealPath().getParent(); path != null; path = path.getParent()) {
            if (!Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }
}
