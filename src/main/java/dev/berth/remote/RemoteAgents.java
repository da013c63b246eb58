package dev.berth.remote;

import dev.berth.contract.Agent;
import dev.berth.contract.Agents;
import dev.berth.contract.NodeAddress;
import dev.berth.node.NodeAuth;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.X509ExtendedTrustManager;

/** The agents of all other nodes. Whoever answers at a node's address must be that node. */
@Singleton
@Typed(RemoteAgents.class)
public final class RemoteAgents implements Agents {
    private static final UUID NOBODY = new UUID(0, 0);

    private final NodeAuth auth;
    private final Calls calls;
    /** Host and port to the node that was last called there. */
    private final Map<String, UUID> expected = new ConcurrentHashMap<>();

    RemoteAgents(NodeAuth auth) {
        this.auth = auth;
        this.calls = new Calls(auth, this::trust);
    }

    private X509ExtendedTrustManager trust(String authority) {
        return auth.trust(expected.getOrDefault(authority, NOBODY));
    }

    @Override
    public Agent at(NodeAddress node) {
        var peer = Peer.node(node);
        expected.put(peer.authority(), node.id());
        return new RemoteAgent(calls, peer);
    }
}
