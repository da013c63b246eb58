package dev.berth.control.session;

import dev.berth.topology.Postgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** Agents that stand in the database without running anywhere; for tests of choices that the database makes. */
final class RegisteredAgents {
    private static final String INSERT =
            "insert into node (id, name, url, zone, roles, version, started_at, cores, memory_bytes, engine_name,"
                    + " engine_version, engine_api_version, engine_cpus, engine_memory_bytes, findings, labels,"
                    + " networks, gpus, joined_at) values (?, ?, 'https://127.0.0.1:1', ?, 'agent', 'test', now(), ?, ?, 'Docker',"
                    + " '1', '1', 4, ?, '', ?, ?, ?, now())";

    private final Connection database;

    RegisteredAgents(Postgres postgres) throws SQLException {
        database = postgres.connect();
    }

    UUID add(String name, String zone, double cores, long memory, String labels, String networks, int gpus)
            throws SQLException {
        var id = UUID.randomUUID();
        try (var insert = database.prepareStatement(INSERT)) {
            insert.setObject(1, id);
            insert.setString(2, name);
            insert.setString(3, zone);
            insert.setDouble(4, cores);
            insert.setLong(5, memory);
            insert.setLong(6, memory);
            insert.setString(7, labels);
            insert.setString(8, networks);
            insert.setInt(9, gpus);
            insert.executeUpdate();
        }
        seen(id, 3600);
        return id;
    }

    /** Heard of then, in seconds from now; in the future nobody misses it during the test. */
    void seen(UUID id, int seconds) throws SQLException {
        execute("insert into node_freshness (node_id, last_seen_at) values ('" + id + "', now() + interval '" + seconds
                + " s') on conflict (node_id) do update set last_seen_at = excluded.last_seen_at");
    }

    int execute(String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    long number(String sql) throws SQLException {
        try (var statement = database.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    void close() throws SQLException {
        database.close();
    }
}
