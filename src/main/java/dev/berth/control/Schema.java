package dev.berth.control;

import io.quarkus.liquibase.LiquibaseFactory;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.database.jvm.JdbcConnection;
import liquibase.ui.LoggerUIService;

/** Brings the tables up to date; Liquibase owns them. */
@Singleton
public final class Schema {
    /** Liquibase's own lock stays behind when its holder is killed; one of the session does not. */
    private static final long LOCK = 0x62657274_68000001L;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(200);

    /** Looked up late: there is none where there is no database. */
    private final Instance<LiquibaseFactory> factory;

    private final Instance<DataSource> database;

    Schema(Instance<LiquibaseFactory> factory, Instance<DataSource> database) {
        this.factory = factory;
        this.database = database;
    }

    /** Blocks while another web app is at it. */
    void migrate() {
        try (var connection = database.get().getConnection()) {
            lock(connection);
            try {
                update();
            } finally {
                // the pool would keep the connection, and the lock with it
                ask(connection, "select pg_advisory_unlock(" + LOCK + ")");
            }
        } catch (Exception e) {
            throw new IllegalStateException("The tables cannot be brought up to date: " + e.getMessage(), e);
        }
    }

    /** Asks again and again instead of waiting inside the query, which has its own time limit. */
    private static void lock(Connection connection) throws SQLException, InterruptedException {
        var end = Instant.now().plus(PATIENCE);
        while (!ask(connection, "select pg_try_advisory_lock(" + LOCK + ")")) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("another web app has been at it for " + PATIENCE.toMinutes()
                        + " minutes. Look at its log; when it hangs, stop it and start this one again");
            }
            Thread.sleep(LOOK);
        }
    }

    private static boolean ask(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /** A change of a large table may take longer than any query that somebody waits for. */
    private static void patiently(Liquibase liquibase, Callable<Void> work) throws Exception {
        var connection = ((JdbcConnection) liquibase.getDatabase().getConnection()).getUnderlyingConnection();
        int before = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, 0);
        try {
            work.call();
        } finally {
            connection.setNetworkTimeout(Runnable::run, before);
        }
    }

    private void update() throws Exception {
        // standard output is for people
        Scope.child(Map.of(Scope.Attr.ui.name(), new LoggerUIService()), () -> {
            var migrations = factory.get();
            try (var liquibase = migrations.createLiquibase()) {
                liquibase.setShowSummary(UpdateSummaryEnum.OFF);
                liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
                if (liquibase.listLocks().length > 0) {
                    // whoever took it died at it, for our lock is free
                    liquibase.forceReleaseLocks();
                }
                patiently(liquibase, () -> {
                    liquibase.update(migrations.createContexts(), migrations.createLabels());
                    return null;
                });
            }
        });
    }
}
