package dev.berth.webapp;

import dev.berth.control.DatabaseStatus;
import dev.berth.node.NodeState;
import io.quarkus.logging.Log;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code /api/__healthcheck}: 200 only while this web app can query the database, 503 within two seconds otherwise. */
@Singleton
final class Healthcheck {
    private static final Duration LONGEST = Duration.ofMillis(1500);

    private final DatabaseStatus database;
    private final NodeState state;

    Healthcheck(DatabaseStatus database, NodeState state) {
        this.database = database;
        this.state = state;
    }

    void handle(RoutingContext context) {
        Thread.ofVirtual().start(() -> {
            boolean ok = state.isStarted() && !state.isDraining() && answers();
            HttpServerResponse response = context.response();
            if (!response.closed()) {
                response.setStatusCode(ok ? 200 : 503)
                        .putHeader("Content-Type", "application/json")
                        .putHeader("Cache-Control", "no-store")
                        .end(ok ? "{\"ok\":true}" : "{\"ok\":false}");
            }
        });
    }

    /** A query may hang longer than the driver's own limits; the balancer must not wait for it. */
    private boolean answers() {
        var query = new CompletableFuture<Void>();
        Thread.ofVirtual().start(() -> {
            try {
                database.ping();
                query.complete(null);
            } catch (RuntimeException e) {
                query.completeExceptionally(e);
            }
        });
        try {
            query.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            Log.debugf("health check: %s", e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
