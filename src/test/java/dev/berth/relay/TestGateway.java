package dev.berth.relay;

import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.NodeAddress;
import dev.berth.contract.SessionAuthorizer;
import dev.berth.contract.SessionRoute;
import dev.berth.node.ClockOffset;
import dev.berth.node.FakeNode;
import dev.berth.node.NodeAuth;
import dev.berth.node.NodeIdentity;
import dev.berth.node.OwnZone;
import dev.berth.node.RelayTestNode;
import dev.berth.node.Roles;
import dev.berth.node.TestAcme;
import dev.berth.node.call.Vouchers;
import dev.berth.node.identity.ListenerKeys;
import dev.berth.node.identity.NodeKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The real gateway on loopback, put together as the container would. */
public final class TestGateway implements AutoCloseable {
    public final Vertx vertx;
    public final Connections connections;
    public final Relay relay;
    public final HttpPass pass;
    public final SessionGateway gateway;
    public final NodeIdentity node;
    final OwnZone zone;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final SessionListener listener;
    final Grace grace;
    private final HttpServer server;

    public TestGateway(SessionAuthorizer authorizer, RelayTestNode config) {
        this(authorizer, config, new FakeNode("default", "zone-proxy"), new HttpServerOptions());
    }

    TestGateway(SessionAuthorizer authorizer, RelayTestNode config, NodeAuth auth, HttpServerOptions options) {
        vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        node = config.identity();
        connections = new Connections(meters);
        relay = new Relay(connections);
        pass = new HttpPass(vertx, connections);
        zone = new OwnZone();
        var origins = new Origins(config, zone);
        var listeners = new Listeners(config);
        var offload = new Offload(vertx);
        grace = new Grace(zone, node, new ClockOffset(Clock.systemUTC()), told -> told, meters);
        var desk = new Desk(
                offload,
                new Grants(authorizer, origins, offload),
                listeners,
                new Forwarding(auth, relay, pass),
                new Refusals(origins),
                config.clients(),
                new Vouchers(auth),
                grace);
        gateway = new SessionGateway(authorizer, node, connections, desk, zone);
        var keys = new NodeKeys(config, node, Roles.parse(Roles.ALL));
        listener = new SessionListener(
                vertx, config, listeners, gateway, new ListenerKeys(config, TestAcme.OFF, keys, Clock.systemUTC()));
        var router = Router.router(vertx);
        gateway.mount(router);
        server = await(vertx.createHttpServer(options.setHost("127.0.0.1").setHttp2ClearTextEnabled(false))
                .requestHandler(request -> SessionListener.admit(request, router))
                .listen(config.port() == 8443 ? 0 : config.port()));
    }

    public static <T> T await(io.vertx.core.Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    public int port() {
        return server.actualPort();
    }

    /** A route to this node. */
    public SessionRoute route(DeliveryProtocol protocol) {
        return route(protocol, node.address());
    }

    public SessionRoute route(DeliveryProtocol protocol, NodeAddress owner) {
        return new SessionRoute(
                UUID.randomUUID(),
                1,
                owner,
                protocol,
                UUID.randomUUID(),
                UUID.randomUUID(),
                Instant.now().plusSeconds(3600));
    }

    /** Delivers everything to one container that speaks HTTP. */
    public Upstream deliverTo(String host, int port) {
        var upstream = Upstream.container(host, port, Optional.empty(), Optional.of("Basic Y29udGFpbmVyOnNlY3JldA=="));
        gateway.register(new Delivery() {
            @Override
            public boolean accepts(SessionRoute route) {
                return true;
            }

            @Override
            public void deliver(Arrival arrival) {
                if (arrival.webSocket()) {
                    relay.tunnel(arrival, upstream);
                } else {
                    pass.pass(arrival, upstream);
                }
            }
        });
        return upstream;
    }

    @Override
    public void close() {
        connections.close();
        listener.stop();
        await(vertx.close());
    }
}
