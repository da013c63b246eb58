package dev.berth.database;

import dev.berth.node.InvalidSettings;
import dev.berth.node.PrivateFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A real PostgreSQL in the data directory, on loopback, with a generated password. Durable: fsync and checksums on.
 * It outlives a kill -9 of this program; the next start stops the leftover in order and starts it anew.
 *
 * <p>The web apps of other processes on this host can use it too, when this one has the role database alone: as user
 * {@code berth}, on the port that {@code --database-port} fixes, with the password in the file {@code postgres/password}
 * of the data directory ({@code --database-password-file}).
 */
public final class EmbeddedPostgres {
    private static final String USER = "berth";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final Path home;
    private final Path data;
    private final PostgresPrograms programs;
    private int port;

    private EmbeddedPostgres(Path home, int port) {
        this.home = home;
        this.data = home.resolve("data");
        this.programs = new PostgresPrograms(home);
        this.port = port;
    }

    /**
     * Starts the server, after initialising it at the first start.
     *
     * @param dataDirectory of the node; the server lives in {@code postgres} below it
     * @param port          on loopback; 0 takes a free one
     * @throws InvalidSettings saying what is wrong and what to do
     */
    public static EmbeddedPostgres start(Path dataDirectory, int port) {
        var postgres = new EmbeddedPostgres(dataDirectory.toAbsolutePath().resolve("postgres"), port);
        try {
            postgres.prepare();
            postgres.startServer();
            return postgres;
        } catch (IOException e) {
            throw new InvalidSettings("The embedded database does not start: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InvalidSettings("The start of the embedded database was interrupted.");
        }
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public String user() {
        return USER;
    }

    public String password() {
        try {
            return Files.readString(passwordFile()).strip();
        } catch (IOException e) {
            throw new InvalidSettings("The password of the embedded database cannot be read: " + e.getMessage());
        }
    }

    /** Readable by the owner only. */
    public Path passwordFile() {
        return home.resolve("password");
    }

    private void prepare() throws IOException, InterruptedException {
        Files.createDirectories(home);
        programs.extract();
        if (!Files.exists(passwordFile())) {
            var random = new byte[24];
            new SecureRandom().nextBytes(random);
            PrivateFile.write(passwordFile(), Base64.getUrlEncoder().encodeToString(random) + "\n");
        }
        programs.own(home, passwordFile());
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise();
        }
        checkVersion();
        stopLeftover();
    }

    private void initialise() throws IOException, InterruptedException {
        if (Files.exists(data) && !isEmpty(data)) {
            throw new IOException(data + " holds files but no database (PG_VERSION is missing). Restore it from a"
                    + " backup, or move the directory away to start with an empty database.");
        }
        programs.run(
                "initdb",
                List.of(
                        "-D",
                        data.toString(),
                        "-U",
                        USER,
                        "-A",
                        "scram-sha-256",
                        "--pwfile=" + passwordFile(),
                        "-E",
                        "UTF8",
                        "--locale=C.UTF-8",
                        "--data-checksums"));
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private void checkVersion() throws IOException {
        var found = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!found.equals(PostgresPrograms.MAJOR)) {
            throw new IOException(data + " was made by PostgreSQL " + (found.isEmpty() ? "?" : found)
                    + ", this program brings " + PostgresPrograms.MAJOR
                    + ". Start the version of Berth that made it, export, and import here.");
        }
    }

    private void stopLeftover() throws IOException, InterruptedException {
        var leftover = server();
        if (leftover.isPresent()) {
            programs.run("pg_ctl", List.of("stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "30"));
        }
    }

    private void startServer() throws IOException, InterruptedException {
        if (port == 0) {
            try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
        }
        var options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
                + " -c max_connections=100 -c shared_buffers=64MB -c log_line_prefix='%m [%p] '";
        programs.run(
                "pg_ctl",
                List.of(
                        "start",
                        "-D",
                        data.toString(),
                        "-w",
                        "-t",
                        "" + START_TIMEOUT.toSeconds(),
                        "-l",
                        home.resolve("server.log").toString(),
                        "-o",
                        options));
    }

    /** The running server of this data directory, if it is one of ours. */
    Optional<ProcessHandle> server() throws IOException {
        return ServerProcess.of(data);
    }

    /** Starts the server again, on the same port, after it died. */
    void restart() throws IOException, InterruptedException {
        startServer();
    }

    /** Stops in order; open transactions are rolled back. */
    public void stop() {
        try {
            if (server().isPresent()) {
                programs.run("pg_ctl", List.of("stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "30"));
            }
        } catch (IOException e) {
            System.err.println("berth: the embedded database did not stop in order: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
