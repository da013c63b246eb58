package dev.berth.control.server;

import dev.berth.contract.ConnectionProxies;
import dev.berth.contract.ConnectionTest;
import dev.berth.contract.NodeAddress;
import dev.berth.contract.Problem;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.node.ConnectionProxyNodes;
import dev.berth.control.node.Node;
import dev.berth.control.user.Caller;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has a connection proxy of the server's zone try whether a session with it would work. */
@Singleton
public class ConnectionTests {
    private final Servers servers;
    private final Instructions instructions;
    private final ConnectionProxyNodes nodes;
    private final ConnectionProxies proxies;
    private final AuditTrail audit;

    ConnectionTests(
            Servers servers,
            Instructions instructions,
            ConnectionProxyNodes nodes,
            ConnectionProxies proxies,
            AuditTrail audit) {
        this.servers = servers;
        this.instructions = instructions;
        this.nodes = nodes;
        this.proxies = proxies;
        this.audit = audit;
    }

    /** @param proxy the name of the node that tried; null when there was none */
    public record Outcome(
            ConnectionTest.Result result, @Nullable String proxy) {}

    private record Plan(ConnectionTest test, String zone, Optional<NodeAddress> proxy, String whyNone) {}

    /** @throws Problem {@code NOT_FOUND} */
    public Outcome stored(UUID id, Caller by) {
        return run(() -> servers.get(id), by);
    }

    /**
     * As the form says it.
     *
     * @param stored of the server whose secrets are used where the form leaves them out
     * @throws Problem {@code INVALID}, {@code NOT_FOUND}
     */
    public Outcome draft(ServerForm form, @Nullable UUID stored, Caller by) {
        return run(() -> servers.draft(form, stored), by);
    }

    private Outcome run(Supplier<Server> server, Caller by) {
        var plan = QuarkusTransaction.requiringNew().call(() -> plan(server.get(), by));
        var proxy = plan.proxy();
        return proxy.isEmpty()
                ? new Outcome(
                        failed("No connection proxy is at work in zone " + plan.zone() + ": " + plan.whyNone() + "."),
                        null)
                : new Outcome(ask(proxy.get(), plan.test()), proxy.get().name());
    }

    private Plan plan(Server server, Caller by) {
        var proxy = nodes.choose(server.zone).map(Node::address);
        audit.record(
                by.name(),
                "server.tested",
                server.name,
                server.protocol.wireName() + " " + server.host + ":" + server.effectivePort(),
                by.address());
        return new Plan(
                new ConnectionTest(
                        server.protocol,
                        server.host,
                        server.effectivePort(),
                        instructions.of(server, Optional.empty())),
                server.zone,
                proxy,
                proxy.isPresent() ? "" : nodes.whyNone(server.zone));
    }

    private ConnectionTest.Result ask(NodeAddress proxy, ConnectionTest test) {
        try {
            return proxies.at(proxy).test(test);
        } catch (Problem unreachable) {
            return failed("Connection proxy " + proxy.name() + " could not be asked: " + unreachable.detail());
        }
    }

    private static ConnectionTest.Result failed(String why) {
        return new ConnectionTest.Result(false, List.of(new ConnectionTest.Step("guacd", false, why, 0)));
    }
}
