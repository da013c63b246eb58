package dev.berth.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.node.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every set of roles, as a real process. Those with the role web-app and without the role database share the
 * PostgreSQL of a process that has the role database alone: its port is what {@code --database-port} said, its user
 * is {@code berth}, and its password lies in {@code postgres/password} of its data directory.
 */
class RoleBootIT {
    private static final int AT_ONCE = 2;
    private static final String NO_ROLE = "No role of this node serves this path.";
    private static final String ESTABLISHED = "01";
    private static final Set<Role> STREAMS = EnumSet.of(Role.AGENT, Role.CONNECTION_PROXY, Role.ZONE_PROXY);

    /** Path to the roles that open it. */
    private static final Map<String, Set<Role>> PATHS = Map.of(
            "/internal/node/x", EnumSet.allOf(Role.class),
            "/api/me", EnumSet.of(Role.WEB_APP),
            "/", EnumSet.of(Role.WEB_APP),
            "/internal/agent/x", EnumSet.of(Role.AGENT),
            "/internal/connection-proxy/x", EnumSet.of(Role.CONNECTION_PROXY),
            "/internal/control/x", EnumSet.of(Role.WEB_APP),
            "/desktop/6f2d3c52-7b36-4f0c-9d3e-0f6a6c1d2b11/", STREAMS,
            "/q/health/ready", EnumSet.allOf(Role.class),
            "/q/metrics", EnumSet.allOf(Role.class));

    @TempDir
    private Path directory;

    @Test
    void everySetOfRolesStartsAndServesItsPathsOnly() throws InterruptedException {
        int databasePort = Program.freePort();
        try (var database = Program.in(directory.resolve("database"), "database")
                        .with("database-port", String.valueOf(databasePort))
                        .start();
                var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            check(database, EnumSet.of(Role.DATABASE), databasePort);
            var boots = sets().stream()
                    .map(roles -> threads.submit(() -> boot(roles, database, databasePort)))
                    .toList();
            var failures = new ArrayList<String>();
            for (var boot : boots) {
                try {
                    boot.get();
                } catch (ExecutionException e) {
                    failures.add(String.valueOf(e.getCause()));
                }
            }
            assertEquals(List.of(), failures);
        }
    }

    /** All but the one of the role database alone. */
    private static List<Set<Role>> sets() {
        var all = Role.values();
        return IntStream.range(1, 1 << all.length)
                .<Set<Role>>mapToObj(bits -> IntStream.range(0, all.length)
                        .filter(bit -> (bits >> bit & 1) == 1)
                        .mapToObj(bit -> all[bit])
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class))))
                .filter(roles -> !roles.equals(EnumSet.of(Role.DATABASE)))
                .toList();
    }

    /** A database for each: what one web app has encrypted another cannot read without its key. */
    private static void create(String name, Program database) {
        try (var connection = Postgres.of(database).connect();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void boot(Set<Role> roles, Program database, int databasePort) {
        var names = roles.stream().map(Role::wireName).collect(Collectors.joining(","));
        var program = Program.in(directory.resolve(names), names).with("agent-network-pool", "0");
        if (roles.contains(Role.DATABASE)) {
            unpackFrom(database, program);
        } else if (roles.contains(Role.WEB_APP)) {
            var own = "d" + names.replaceAll("[^a-z]", "");
            create(own, database);
            program.with("database-url", "jdbc:postgresql://127.0.0.1:" + databasePort + "/" + own)
                    .with(
                            "database-password-file",
                            Postgres.of(database).passwordFile().toString());
        }
        try (program) {
            check(program.start(), roles, databasePort);
        } catch (AssertionError e) {
            throw new AssertionError(names + ": " + e.getMessage(), e);
        }
    }

    /** Sixteen servers need not unpack the same programs. */
    private static void unpackFrom(Program database, Program program) {
        var to = program.dataDirectory().resolve("postgres");
        try {
            Files.createDirectories(to);
            Files.createSymbolicLink(
                    to.resolve("pgsql-18"), database.dataDirectory().resolve("postgres/pgsql-18"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(Program program, Set<Role> roles, int databasePort) {
        var client = program.client().impatient();
        PATHS.forEach((path, openFor) -> {
            var answer = client.get(path);
            boolean open = answer.status() != 404 || !answer.detail().equals(NO_ROLE);
            assertEquals(openFor.stream().anyMatch(roles::contains), open, path + " says " + answer);
        });
        client.get("/q/health/live").expect(200);
        boolean database = roles.contains(Role.DATABASE);
        assertEquals(database, Postgres.of(program).exists(), "an embedded database");
        if (database) {
            assertEquals(1, Postgres.of(program).postmasters().size());
        }
        if (roles.contains(Role.WEB_APP)) {
            client.awaitHealth();
        } else {
            assertFalse(program.output().contains("Console"), program.output());
            boolean alone = roles.equals(EnumSet.of(Role.DATABASE));
            assertEquals(!alone, program.output().contains("BERTH_JOIN_TOKEN"), "what to do: " + program.output());
            client.get("/q/health/ready").expect(alone ? 200 : 503);
            assertFalse(connectsTo(program.pid()).contains(databasePort), "it is connected to the database");
            if (database) {
                assertTrue(program.output().contains("jdbc:postgresql://127.0.0.1:"), program.output());
            }
        }
    }

    /** The remote ports of a process's TCP connections. */
    private static Set<Integer> connectsTo(long process) {
        try (var files = Files.list(Path.of("/proc/" + process + "/fd"))) {
            var sockets = files.map(RoleBootIT::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .collect(Collectors.toSet());
            var lines = new ArrayList<String>();
            for (var table : List.of("tcp", "tcp6")) {
                lines.addAll(Files.readAllLines(Path.of("/proc/" + process + "/net/" + table)));
            }
            return lines.stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(column -> column.length > 9 && sockets.contains(column[9]))
                    .filter(column -> column[3].equals(ESTABLISHED))
                    .map(column -> Integer.parseInt(column[2].substring(column[2].indexOf(':') + 1), 16))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closed) {
            return "";
        }
    }
}
