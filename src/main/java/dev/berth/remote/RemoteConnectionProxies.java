package dev.berth.remote;

import dev.berth.contract.ConnectionProxies;
import dev.berth.contract.ConnectionProxy;
import dev.berth.contract.NodeAddress;
import dev.berth.node.NodeAuth;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

/** The connection proxies of all other nodes. */
@Singleton
@Typed(RemoteConnectionProxies.class)
public final class RemoteConnectionProxies implements ConnectionProxies {
    private final PeerCalls calls;

    RemoteConnectionProxies(NodeAuth auth) {
        this.calls = new PeerCalls(auth);
    }

    @Override
    public ConnectionProxy at(NodeAddress node) {
        return new RemoteConnectionProxy(calls.calls(), calls.at(node));
    }
}
