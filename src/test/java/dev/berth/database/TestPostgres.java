package dev.berth.database;

import dev.berth.topology.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL server of a test, from the programs that Berth brings: with TLS, or as one of two that replicate. */
public final class TestPostgres implements AutoCloseable {
    public static final String PASSWORD = "for the test only";
    private static final String USER = "berth";

    private final Path home;
    private final Path data;
    private final PostgresPrograms programs;
    private final int port = Program.freePort();
    private final List<String> options = new ArrayList<>();

    private TestPostgres(Path home) {
        this.home = home;
        this.data = home.resolve("data");
        this.programs = new PostgresPrograms(home);
    }

    /** An empty cluster that does not run yet. */
    public static TestPostgres initialise(Path home) {
        var server = new TestPostgres(home);
        return server.done(() -> {
            server.prepare();
            var password = Files.writeString(home.resolve("password"), PASSWORD);
            server.programs.own(home, password);
            server.programs.run(
                    "initdb",
                    List.of(
                            "-D",
                            server.data.toString(),
                            "-U",
                            USER,
                            "-A",
                            "scram-sha-256",
                            "--pwfile=" + password,
                            "-E",
                            "UTF8",
                            "--locale=C.UTF-8",
                            "--no-sync"));
            server.access("host replication all 127.0.0.1/32 scram-sha-256");
        });
    }

    private void prepare() throws IOException {
        Files.createDirectories(home);
        programs.extract();
    }

    private void access(String line) throws IOException, InterruptedException {
        var file = data.resolve("pg_hba.conf");
        Files.writeString(file, line + "\n" + Files.readString(file));
        programs.own(file);
    }

    /** A copy of this cluster, before its first start, that follows it. */
    public TestPostgres standby(Path otherHome) {
        var other = new TestPostgres(otherHome);
        return other.done(() -> {
            other.prepare();
            copy(data, other.data);
            var signal = Files.writeString(other.data.resolve("standby.signal"), "");
            var settings = Files.writeString(
                    other.data.resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=127.0.0.1 port=" + port + " user=" + USER + " password=''" + PASSWORD
                            + "'' application_name=standby'\n");
            other.programs.own(otherHome, signal, settings);
        });
    }

    private void copy(Path from, Path to) throws IOException, InterruptedException {
        var command = List.of("cp", "-a", from.toString(), to.toString());
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("cannot copy " + from);
        }
    }

    /** Only connections over TLS from now on, with a certificate for localhost. */
    public TestPostgres withTls(TestAuthority authority) {
        return done(() -> {
            var certificate = data.resolve("server.crt");
            var key = data.resolve("server.key");
            authority.write("localhost", certificate, key);
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            programs.own(certificate, key);
            var file = data.resolve("pg_hba.conf");
            Files.writeString(file, "hostssl all all all scram-sha-256\n");
            programs.own(file);
            with("ssl", "on");
        });
    }

    /** A server setting of the next start. */
    public TestPostgres with(String setting, String value) {
        options.add("-c " + setting + "=" + value);
        return this;
    }

    public TestPostgres start() {
        return done(() -> programs.run(
                "pg_ctl",
                List.of(
                        "start",
                        "-D",
                        data.toString(),
                        "-w",
                        "-t",
                        "120",
                        "-l",
                        home.resolve("server.log").toString(),
                        "-o",
                        "-p " + port + " -c listen_addresses=localhost -c unix_socket_directories='' -c fsync=off"
                                + " -c shared_buffers=32MB " + String.join(" ", options))));
    }

    /** As when its host loses power: nothing is said to anybody. */
    public void kill() {
        all().forEach(ProcessHandle::destroyForcibly);
    }

    private List<ProcessHandle> all() {
        try {
            var pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
            return ProcessHandle.of(pid).stream()
                    .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
                    .toList();
        } catch (IOException stopped) {
            return List.of();
        }
    }

    /** {@code localhost:5432}, for a URL. */
    public String address() {
        return "localhost:" + port;
    }

    public Connection connect(String parameters) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address() + "/postgres?" + parameters, USER, PASSWORD);
    }

    /** The first column of the first row. */
    public String ask(String question) {
        try (var connection = connect("");
                var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            return answer.next() ? String.valueOf(answer.getObject(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private TestPostgres done(Work work) {
        try {
            work.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
