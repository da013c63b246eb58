package dev.berth.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Several web apps on one database, with one key for its secrets, each a process of its own. */
public final class WebApps implements AutoCloseable {
    public static final String ROLES = "web-app,zone-proxy";

    private final Path directory;
    private final Program database;
    private final Path key;
    private final String url;
    private final List<Program> all = new ArrayList<>();

    /** Starts the database, and no web app yet. */
    public WebApps(Path directory) {
        this.directory = directory;
        int port = Program.freePort();
        database = Program.in(directory.resolve("database"), "database")
                .with("database-port", String.valueOf(port))
                .start();
        url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        key = directory.resolve("shared.key");
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        try {
            Files.writeString(key, Base64.getEncoder().encodeToString(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prepares another one; the caller starts it. */
    public Program add(String name, String roles) {
        var program = connected(Program.in(directory.resolve(name), roles))
                .with("name", name)
                .with("secret-key-file", key.toString());
        program.with("advertised-address", "https://localhost:" + program.port());
        all.add(program);
        return program;
    }

    /** Tells a program where the database is. */
    public Program connected(Program program) {
        return program.with("database-url", url)
                .with(
                        "database-password-file",
                        Postgres.of(database).passwordFile().toString());
    }

    public List<Program> all() {
        return List.copyOf(all);
    }

    public Program get(int index) {
        return all.get(index);
    }

    /** Runs all that were added, at the same moment, and waits until each is ready. */
    public void startTogether() {
        all.forEach(Program::launch);
        all.forEach(Program::awaitReady);
    }

    /** The one that printed the first password. */
    public Program printer() {
        return all.stream()
                .filter(program -> program.output().contains("Password"))
                .findFirst()
                .orElseThrow();
    }

    public String ask(String question) {
        try (Connection connection = Postgres.of(database).connect();
                var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            return answer.next() ? String.valueOf(answer.getObject(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs statements that answer nothing. */
    public void change(String statements) {
        try (Connection connection = Postgres.of(database).connect();
                var statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server and all its backends. */
    public List<ProcessHandle> databaseProcesses() {
        var server = Postgres.of(database).postmaster().orElseThrow();
        return Stream.concat(Stream.of(server), server.descendants()).toList();
    }

    @Override
    public void close() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            all.forEach(program -> threads.submit(program::close));
        }
        database.close();
    }
}
