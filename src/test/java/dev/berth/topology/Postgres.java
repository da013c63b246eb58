package dev.berth.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** The embedded server of a program, as one finds it from outside: by the files in the data directory. */
public final class Postgres {
    private static final int PORT_LINE = 3;
    private static final String PROGRAMS = "pgsql-18";
    private static final AtomicReference<Path> UNPACKED = new AtomicReference<>();

    private final Path home;

    private Postgres(Path home) {
        this.home = home;
    }

    public static Postgres of(Program program) {
        return new Postgres(program.dataDirectory().resolve("postgres"));
    }

    /** To unpack the server takes seconds of a processor: all but the first of a test run have it from that one. */
    static void lend(Path dataDirectory) {
        var unpacked = UNPACKED.get();
        if (unpacked != null && !Files.exists(dataDirectory)) {
            link(unpacked, dataDirectory.resolve("postgres").resolve(PROGRAMS));
        }
    }

    /** What {@link #lend} lends, once a server has unpacked itself. */
    static synchronized void keep(Path dataDirectory) {
        var programs = dataDirectory.resolve("postgres").resolve(PROGRAMS);
        if (UNPACKED.get() == null && Files.exists(programs)) {
            try {
                var kept = Files.createTempDirectory("berth-postgres");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> run("rm", "-rf", kept.toString())));
                link(programs, kept.resolve(PROGRAMS));
                UNPACKED.set(kept.resolve(PROGRAMS));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Nobody writes into these files. */
    private static void link(Path from, Path to) {
        run("mkdir", "-p", to.getParent().toString());
        run("cp", "-al", from.toString(), to.toString());
    }

    public boolean exists() {
        return Files.exists(home);
    }

    /** The postmaster; empty when none runs. */
    public Optional<ProcessHandle> postmaster() {
        return lines().map(lines -> Long.parseLong(lines.getFirst().strip()))
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive);
    }

    public String url() {
        var port = lines().orElseThrow().get(PORT_LINE).strip();
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public Path passwordFile() {
        return home.resolve("password");
    }

    public Connection connect() throws SQLException {
        try {
            return DriverManager.getConnection(
                    url(), "berth", Files.readString(passwordFile()).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every postmaster on this machine whose data directory this is. */
    public List<ProcessHandle> postmasters() {
        var directory = "-D\0" + home.resolve("data") + "\0";
        return ProcessHandle.allProcesses()
                .filter(process -> isServer(process, directory))
                // a backend looks like its postmaster until it has set its title; pg_ctl, the parent at first, is none
                .filter(process -> process.parent()
                        .filter(parent -> isServer(parent, directory))
                        .isEmpty())
                .toList();
    }

    private static boolean isServer(ProcessHandle process, String directory) {
        var command = commandLine(process);
        return command.contains("/bin/postgres\0") && command.contains(directory);
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }

    /** {@code kill -signal} to the server and all its backends. */
    public void signal(String signal) {
        var server = postmaster().orElseThrow();
        var all = Stream.concat(Stream.of(server), server.descendants())
                .map(process -> String.valueOf(process.pid()))
                .toList();
        signal(signal, all);
    }

    /** As the kernel does it when memory runs out. */
    public void killPostmaster() {
        signal("KILL", List.of(String.valueOf(postmaster().orElseThrow().pid())));
    }

    private static void signal(String signal, List<String> processes) {
        var command = new ArrayList<>(List.of("kill", "-" + signal));
        command.addAll(processes);
        run(command.toArray(String[]::new));
    }

    private static void run(String... command) {
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Optional<List<String>> lines() {
        var file = home.resolve("data/postmaster.pid");
        try {
            return Files.exists(file)
                    ? Optional.of(Files.readAllLines(file)).filter(lines -> lines.size() > PORT_LINE)
                    : Optional.empty();
        } catch (IOException justRemoved) {
            return Optional.empty();
        }
    }
}
