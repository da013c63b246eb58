package dev.berth.database;

import dev.berth.node.ForRole;
import dev.berth.node.Role;
import dev.berth.node.RoleModule;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;

/** Keeps the embedded database alive while this process runs. */
@Singleton
@ForRole(Role.DATABASE)
final class DatabaseModule implements RoleModule {
    private final Optional<EmbeddedPostgres> postgres;
    private volatile boolean stopping;

    DatabaseModule(EmbeddedDatabase embedded) {
        this.postgres = embedded.server();
    }

    @Override
    public Role role() {
        return Role.DATABASE;
    }

    @Override
    public void start() {
        postgres.ifPresent(server -> Thread.ofVirtual().name("database-keeper").start(() -> keep(server)));
    }

    private void keep(EmbeddedPostgres server) {
        while (!stopping) {
            try {
                var process = server.server();
                if (process.isPresent()) {
                    process.get().onExit().join();
                }
                if (!stopping) {
                    Log.error("the embedded database died; starting it again");
                    server.restart();
                }
            } catch (IOException e) {
                Log.error("the embedded database does not start again, trying on: " + e.getMessage());
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<String> notReady() {
        try {
            return postgres.isPresent() && postgres.get().server().isEmpty()
                    ? Optional.of("the embedded database does not run")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }

    @Override
    public void leave() {
        stopping = true;
    }
}
