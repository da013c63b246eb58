package dev.berth.remote;

import dev.berth.contract.Agent;
import dev.berth.contract.ConnectionProxy;
import dev.berth.contract.NodeAddress;
import dev.berth.node.FakeNode;
import dev.berth.node.call.NodeCalls;
import dev.berth.relay.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.util.function.BiConsumer;

/** A node that answers calls over HTTPS on loopback. */
public final class TestServer implements AutoCloseable {
    public final FakeNode node;
    private final Vertx vertx = Vertx.vertx();
    private final int port;

    /** @param routes adds those of the calls */
    public TestServer(FakeNode node, BiConsumer<Router, NodeCalls> routes) {
        this.node = node;
        var router = Router.router(vertx);
        routes.accept(router, new NodeCalls(node, (claimed, call, reason) -> {}));
        var options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertPath(node.certificate().pemFile().toString())
                        .addKeyPath(node.certificate().keyFile().toString()));
        this.port = TestGateway.await(
                        vertx.createHttpServer(options).requestHandler(router).listen(0))
                .actualPort();
    }

    public String url() {
        return "https://127.0.0.1:" + port;
    }

    public NodeAddress address() {
        return new NodeAddress(node.name().id(), "far", url());
    }

    /** As a caller sees this node's agent. */
    public Agent agent(FakeNode caller) {
        return new RemoteAgents(caller).at(address());
    }

    /** As a caller sees this node's connection proxy. */
    public ConnectionProxy connectionProxy(FakeNode caller) {
        return new RemoteConnectionProxies(caller).at(address());
    }

    @Override
    public void close() {
        TestGateway.await(vertx.close());
    }
}
