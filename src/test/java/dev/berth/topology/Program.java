package dev.berth.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The packaged program as a real process. {@code -Dberth.program} names it: the runnable jar, or a native executable.
 * Each one gets a data directory and ports of its own.
 */
public final class Program implements AutoCloseable {
    /** What a Java process that ended in order after SIGTERM answers. */
    public static final int STOPPED_BY_SIGNAL = 143;

    /** Generous: the machine may be busy, and a first start initialises a database. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(300);

    private static final Duration END_TIMEOUT = Duration.ofSeconds(120);

    private static final int FIRST_PORT = 10_000;
    private static final int FIRST_EPHEMERAL_PORT = 32_768;
    /** Each port is given once in this process: a test of the framework has a second copy of this class. */
    private static final String GIVEN = "given-port-";

    private static final Pattern PASSWORD = Pattern.compile("Password\\s+(\\S+)");

    private final Path directory;
    private final Map<String, String> flags;
    private final Map<String, String> environment = new TreeMap<>();
    private final int port;
    private final int sessionPort;
    private boolean endsSoon;
    private Process process;

    private Program(Path directory, Map<String, String> flags, int port, int sessionPort) {
        this.directory = directory;
        this.flags = flags;
        this.port = port;
        this.sessionPort = sessionPort;
    }

    /** Prepares a program; {@link #start()} runs it. */
    public static Program in(Path directory, String roles) {
        var flags = new TreeMap<String, String>();
        int port = freePort();
        int sessionPort = freePort();
        flags.put("roles", roles);
        flags.put("data-dir", directory.resolve("data").toString());
        flags.put("listen", "127.0.0.1");
        flags.put("port", String.valueOf(port));
        flags.put("session-port", String.valueOf(sessionPort));
        flags.put("guacd", "none"); // who needs one says so
        flags.put("drain-notice", "0s"); // no balancer is there to notice; who has one takes this away
        return new Program(directory, flags, port, sessionPort);
    }

    /** Sets a flag of the next start. */
    public Program with(String flag, String value) {
        flags.put(flag, value);
        return this;
    }

    /** It ends before the cache of a fast start, which costs half a second, would pay. */
    public Program endingSoon() {
        endsSoon = true;
        return this;
    }

    /** Takes a flag away from the next start. */
    public Program without(String flag) {
        flags.remove(flag);
        return this;
    }

    /** Sets an environment variable of the next start. */
    public Program environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Runs the program and waits until it is ready. */
    public Program start() {
        if (hasDatabase()) {
            Postgres.lend(dataDirectory());
        }
        return launch().awaitReady();
    }

    /** Waits until a program that was launched is ready. */
    public Program awaitReady() {
        try {
            Await.until("the program is ready; it said: " + directory, START_TIMEOUT, () -> {
                if (!process.isAlive()) {
                    throw new AssertionError("the program ended with " + process.exitValue() + ": " + errors());
                }
                return output().contains(" is ready ");
            });
            if (hasDatabase()) {
                Postgres.keep(dataDirectory());
            }
        } catch (AssertionError failed) {
            close(); // nobody else has it yet
            throw failed;
        }
        return this;
    }

    /** One that is its own, where a test looks for it. */
    private boolean hasDatabase() {
        var roles = flags.getOrDefault("roles", "");
        return (roles.contains("all") || roles.contains("database"))
                && !flags.containsKey("database-url")
                && dataDirectory().toString().equals(flags.get("data-dir"));
    }

    /** Runs the program without waiting. */
    public Program launch() {
        try {
            Files.createDirectories(directory);
            var builder = new ProcessBuilder(command())
                    .redirectOutput(directory.resolve("out").toFile())
                    .redirectError(directory.resolve("err").toFile());
            // who runs the tests may have a collector of traces; it has nothing to do with them
            builder.environment().keySet().removeIf(variable -> variable.startsWith("OTEL_"));
            builder.environment().putAll(environment);
            var started = builder.start();
            process = started;
            // a test run that is broken off must not leave programs behind
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The exit code, once the program has ended by itself. */
    public int exitCode() {
        try {
            if (!process.waitFor(END_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the program still runs: " + output() + errors());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a run to the end said. */
    public record Said(int exitCode, String output, String errors) {}

    /** Runs the program with these arguments until it ends by itself. */
    public static Said run(String... arguments) {
        try {
            var command = executable(List.of());
            command.addAll(List.of(arguments));
            var process = new ProcessBuilder(command).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> command() {
        var command = executable(endsSoon ? List.of() : cached(flags.getOrDefault("roles", "")));
        flags.forEach((name, value) -> command.add("--" + name + "=" + value));
        return command;
    }

    private static ArrayList<String> executable(List<String> options) {
        var program = Path.of(System.getProperty("berth.program", "target/quarkus-app/quarkus-run.jar"))
                .toAbsolutePath()
                .toString();
        var command = new ArrayList<String>();
        if (program.endsWith(".jar")) {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            var named = System.getProperty("berth.java-options");
            if (named != null) { // of a bench
                command.addAll(List.of(named.split(" ")));
            } else {
                command.addAll(options.isEmpty() ? List.of("-XX:+UseSerialGC") : options);
                if (!Boolean.getBoolean("berth.as-delivered")) {
                    // no program of a test lives long enough for the second compiler to pay
                    command.add("-XX:TieredStopAtLevel=1");
                }
            }
            command.add("-jar");
        }
        command.add(program);
        return command;
    }

    /** The options of scripts/run, with the ahead-of-time cache where there is one; empty when nobody wrote them down. */
    private static List<String> cached(String roles) {
        boolean whole = roles.contains("all") || roles.contains("web-app");
        var file = Path.of(System.getProperty("berth.fast-starts", "target/fast-starts"), whole ? "whole" : "node");
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public BerthClient client() {
        return new BerthClient(port);
    }

    /** A client that has signed in as the first administrator and changed the generated password. */
    public BerthClient administrator() {
        var client = client();
        client.signIn("admin", firstPassword());
        client.changePassword(firstPassword(), BerthClient.PASSWORD);
        return client;
    }

    /** A client of a new user who has changed the generated password to {@link BerthClient#PASSWORD}. */
    public BerthClient user(BerthClient administrator, String name) {
        var created = administrator
                .post("/api/admin/users", Map.of("name", name, "role", "user"))
                .expect(201);
        var password = created.body().path("password").asText();
        var client = client();
        client.signIn(name, password);
        client.changePassword(password, BerthClient.PASSWORD);
        return client;
    }

    /** The generated password that the present start printed. */
    public String firstPassword() {
        Await.until(
                "a password is printed",
                START_TIMEOUT,
                () -> PASSWORD.matcher(output()).find());
        var matcher = PASSWORD.matcher(output());
        matcher.find();
        return matcher.group(1);
    }

    public String output() {
        return read("out");
    }

    public String errors() {
        return read("err");
    }

    private String read(String file) {
        try {
            return Files.exists(directory.resolve(file)) ? Files.readString(directory.resolve(file)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public int sessionPort() {
        return sessionPort;
    }

    public Path dataDirectory() {
        return directory.resolve("data");
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9}: no handler runs. */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** As Ctrl-C. Returns the exit code. */
    public int stop() {
        process.destroy();
        return exitCode();
    }

    /** As Ctrl-C, without waiting for the end. */
    public void signal() {
        process.destroy();
    }

    /** As {@code kill -NAME}: STOP freezes it, as a network that swallows everything would look to others; CONT thaws it. */
    public void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops the program, also what outlives it: its containers, and a database that a kill -9 left behind. */
    @Override
    public void close() {
        Optional.ofNullable(process).filter(Process::isAlive).ifPresent(running -> stop());
        removeContainers();
        try {
            var pid = dataDirectory().resolve("postgres/data/postmaster.pid");
            if (Files.exists(pid)) {
                ProcessHandle.of(Long.parseLong(
                                Files.readAllLines(pid).getFirst().strip()))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
        } catch (IOException | NumberFormatException gone) {
            // the server has just removed its file
        }
    }

    private void removeContainers() {
        var id = dataDirectory().resolve("node-id");
        try {
            if (Files.exists(id)) {
                var node = Files.readString(id).strip();
                for (var label : List.of("dev.berth.node=", "dev.berth.guacd=")) {
                    removeContainers("label=" + label + node);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeContainers(String ours) {
        Containers.docker("ps", "-aq", "--filter", ours)
                .lines()
                .forEach(container -> Containers.docker("rm", "-f", container));
        Containers.docker("network", "ls", "-q", "--filter", ours)
                .lines()
                .forEach(network -> Containers.docker("network", "rm", network));
    }

    /** Not from the range that connections going out take theirs from: one of them could have it before it is used. */
    public static int freePort() {
        for (int attempt = 0; attempt < FIRST_EPHEMERAL_PORT; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, FIRST_EPHEMERAL_PORT);
            if (System.getProperties().putIfAbsent(GIVEN + port, "given") == null && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[4]))) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
