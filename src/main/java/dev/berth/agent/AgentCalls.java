package dev.berth.agent;

import dev.berth.contract.Agent;
import dev.berth.contract.ImageOrder;
import dev.berth.contract.RunningSession;
import dev.berth.contract.SessionSpec;
import dev.berth.node.NodeName;
import dev.berth.node.Role;
import dev.berth.node.call.NodeCalls;
import dev.berth.node.call.Nothing;
import dev.berth.node.call.SessionCall;
import io.vertx.ext.web.Router;
import jakarta.inject.Singleton;

/** {@code /internal/agent/…}: the agent for web apps in other processes. Nobody else may call it. */
@Singleton
final class AgentCalls {
    private final NodeCalls calls;
    private final Agent agent;

    AgentCalls(NodeCalls calls, Agent agent) {
        this.calls = calls;
        this.agent = agent;
    }

    void mount(Router router) {
        calls.below(router, "/internal/agent/")
                .follow("launch", SessionSpec.class, AgentCalls::admit, agent::launch)
                .await("resume", SessionCall.class, AgentCalls::admit, call -> agent.resume(call.sessionId()))
                .carryOut("pause", SessionCall.class, AgentCalls::admit, call -> agent.pause(call.sessionId()))
                .carryOut("stop", SessionCall.class, AgentCalls::admit, call -> agent.stop(call.sessionId()))
                .carryOut("end", SessionCall.class, AgentCalls::admit, call -> agent.end(call.sessionId()))
                .carryOut("pull", ImageOrder.class, AgentCalls::admit, agent::pull)
                .answer("prune", Nothing.class, AgentCalls::admit, nothing -> agent.prune())
                .answer(
                        "running",
                        Nothing.class,
                        AgentCalls::admit,
                        nothing -> agent.running().toArray(RunningSession[]::new));
    }

    private static void admit(NodeName caller, Object call) {
        NodeCalls.require(caller, Role.WEB_APP);
    }
}
