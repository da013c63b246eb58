package dev.berth.agent;

import dev.berth.contract.Agent;
import dev.berth.node.call.NodeCalls;
import io.vertx.ext.web.Router;

/** Mounts the calls of an agent that is no Docker. */
public final class AgentRoutes {
    private AgentRoutes() {}

    public static void mount(Router router, NodeCalls calls, Agent agent) {
        new AgentCalls(calls, agent).mount(router);
    }
}
