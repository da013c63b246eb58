package dev.berth.relay;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.node.NodeConfig;
import dev.berth.node.identity.ListenerKeys;
import io.quarkus.logging.Log;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The second listener, for pages that workspaces serve: another port is another origin, so that they cannot act in
 * the console. It serves sessions and nothing else, over HTTP/1.1 only.
 */
@Singleton
public final class SessionListener {
    private static final int IDLE_SECONDS = 300;
    private static final int START_SECONDS = 60;
    private static final int BACKLOG = 1024;

    private final Vertx vertx;
    private final NodeConfig config;
    private final Listeners listeners;
    private final SessionGateway gateway;
    private final ListenerKeys keys;
    private @Nullable CompletableFuture<String> deployment;
    private volatile int port;

    SessionListener(Vertx vertx, NodeConfig config, Listeners listeners, SessionGateway gateway, ListenerKeys keys) {
        this.vertx = vertx;
        this.config = config;
        this.listeners = listeners;
        this.gateway = gateway;
        this.keys = keys;
    }

    /** Begins to open the port, once, unless the settings give it up. */
    public synchronized void start() {
        if (deployment != null || !listeners.separate()) {
            return;
        }
        var router = router();
        var instances =
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        deployment = vertx.deployVerticle(() -> server(router), instances)
                .onSuccess(opened -> Log.infof("sessions are served on port %d", port))
                .toCompletionStage()
                .toCompletableFuture();
    }

    /**
     * Waits until the port is open.
     *
     * @throws IllegalStateException when it cannot be opened
     */
    public synchronized void awaitOpen() {
        if (deployment == null) {
            return;
        }
        try {
            deployment.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            deployment = null;
            throw new IllegalStateException("Cannot open the session port " + config.sessionPort(), e);
        }
    }

    private Router router() {
        var router = Router.router(vertx);
        gateway.mount(router);
        router.route()
                .handler(context -> Problems.write(
                        context.response(),
                        new Problem(ProblemCode.NOT_FOUND, "Only sessions are served on this port.")))
                .failureHandler(SessionListener::fail);
        return router;
    }

    /** What the router refuses is the sender's mistake; without this it goes to the log as an error of ours. */
    private static void fail(RoutingContext context) {
        int status = context.statusCode();
        if (status >= 400 && status < 500 && !context.response().headWritten()) {
            Problems.write(
                    context.response(),
                    new Problem(ProblemCode.INVALID, "The request is not valid HTTP for this server."));
        } else {
            context.next();
        }
    }

    /** CONNECT names no path, and a router needs one. */
    static void admit(HttpServerRequest request, Router router) {
        if (request.method() == HttpMethod.CONNECT || request.path() == null) {
            request.response()
                    .setStatusCode(400)
                    .end()
                    .onComplete(sent -> request.connection().close());
        } else {
            router.handle(request);
        }
    }

    /** One for each event loop; they share the port. */
    private AbstractVerticle server(Router router) {
        return new AbstractVerticle() {
            @Override
            public void start(Promise<Void> started) {
                vertx.createHttpServer(options())
                        .requestHandler(request -> admit(request, router))
                        .listen()
                        .onSuccess(server -> port = server.actualPort())
                        .<Void>mapEmpty()
                        .onComplete(started);
            }
        };
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(config.listen())
                .setPort(config.sessionPort())
                .setAcceptBacklog(BACKLOG)
                .setTcpKeepAlive(true)
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxInitialLineLength(RequestLimits.URI_BYTES)
                .setMaxHeaderSize(RequestLimits.HEADER_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setSsl(true)
                .setSslEngineOptions(keys.engine())
                .setSslHandshakeTimeout(RequestLimits.HANDSHAKE_SECONDS)
                .setKeyCertOptions(keys.options().orElseThrow(SessionListener::noCertificate));
    }

    private static IllegalStateException noCertificate() {
        return new IllegalStateException("The session port needs --tls-certificate and --tls-key.");
    }

    /** The port that was opened; 0 when none was. */
    public int port() {
        return port;
    }

    /** Closes the port, and waits for it. Open streams end with their {@link Connections}. */
    public synchronized void stop() {
        if (deployment != null) {
            var closed = deployment.thenCompose(id -> vertx.undeploy(id).toCompletionStage());
            deployment = null;
            try {
                closed.get(START_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                Log.warnf(e, "the session port did not close cleanly");
            }
        }
    }
}
