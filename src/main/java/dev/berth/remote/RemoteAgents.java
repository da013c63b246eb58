package dev.berth.remote;

import dev.berth.contract.Agent;
import dev.berth.contract.Agents;
import dev.berth.contract.NodeAddress;
import dev.berth.node.NodeAuth;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

/** The agents of all other nodes. */
@Singleton
@Typed(RemoteAgents.class)
public final class RemoteAgents implements Agents {
    private final PeerCalls calls;

    RemoteAgents(NodeAuth auth) {
        this.calls = new PeerCalls(auth);
    }

    @Override
    public Agent at(NodeAddress node) {
        return new RemoteAgent(calls.calls(), calls.at(node));
    }
}
