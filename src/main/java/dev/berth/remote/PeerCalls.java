package dev.berth.remote;

import dev.berth.contract.NodeAddress;
import dev.berth.node.NodeAuth;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.X509ExtendedTrustManager;

/** Calls of other nodes at their own addresses. Whoever answers there must be that node. */
final class PeerCalls {
    private static final UUID NOBODY = new UUID(0, 0);

    private final NodeAuth auth;
    private final Calls calls;
    /** Host and port to the node that was last called there. */
    private final Map<String, UUID> expected = new ConcurrentHashMap<>();

    PeerCalls(NodeAuth auth) {
        this.auth = auth;
        this.calls = new Calls(auth, this::trust);
    }

    private X509ExtendedTrustManager trust(String authority) {
        return auth.trust(expected.getOrDefault(authority, NOBODY));
    }

    Calls calls() {
        return calls;
    }

    Peer at(NodeAddress node) {
        var peer = Peer.node(node);
        expected.put(peer.authority(), node.id());
        return peer;
    }
}
