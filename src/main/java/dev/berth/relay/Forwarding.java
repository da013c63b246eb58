package dev.berth.relay;

import dev.berth.contract.NodeAddress;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.node.NodeAuth;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Passes a request on to the node that owns its session, which authorises it again. */
@Singleton
final class Forwarding {
    private static final int HTTPS = 443;

    private final NodeAuth auth;
    private final Relay relay;
    private final HttpPass pass;
    private final Map<NodeAddress, Upstream> owners = new ConcurrentHashMap<>();

    Forwarding(NodeAuth auth, Relay relay, HttpPass pass) {
        this.auth = auth;
        this.relay = relay;
        this.pass = pass;
    }

    /** @throws Problem {@code TARGET_UNREACHABLE} for a request that has been forwarded before */
    void forward(Arrival arrival) {
        if (arrival.request().headers().contains(OwnerRewrite.HOP)) {
            throw new Problem(
                    ProblemCode.TARGET_UNREACHABLE,
                    "The request was forwarded to a node that does not own the session; it goes in a circle.");
        }
        var owner = owners.computeIfAbsent(arrival.route().owner(), this::upstream);
        if (arrival.webSocket()) {
            relay.tunnel(arrival, owner);
        } else {
            pass.pass(arrival, owner);
        }
    }

    private Upstream upstream(NodeAddress owner) {
        var uri = URI.create(owner.url());
        if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new Problem(
                    ProblemCode.TARGET_UNREACHABLE,
                    "The address of node " + owner.name() + " is not an https URL; set its --advertised-address.");
        }
        var port = uri.getPort() < 0 ? HTTPS : uri.getPort();
        // whoever answers there must be the owner itself; that is more than a host name says
        var trust = new Upstream.Trust(auth.trust(owner.id()), false);
        return new Upstream(uri.getHost(), port, Optional.of(trust), new OwnerRewrite(), Silence.of(owner));
    }
}
