package dev.berth.agent;

import dev.berth.contract.Agent;
import dev.berth.contract.ImageOrder;
import dev.berth.contract.LaunchProgress;
import dev.berth.contract.Launched;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RunningSession;
import dev.berth.contract.SessionSpec;
import dev.berth.node.NodeName;
import dev.berth.node.Role;
import dev.berth.node.call.NodeCalls;
import dev.berth.node.call.Nothing;
import dev.berth.node.call.SessionCall;
import io.vertx.ext.web.Router;
import jakarta.inject.Singleton;
import java.util.function.Consumer;

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
                .follow("launch", SessionSpec.class, AgentCalls::admit, this::launch)
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

    /** The control plane may be of a later version than this agent, and so may the workspace. */
    private Launched launch(SessionSpec spec, Consumer<LaunchProgress> progress) {
        if (spec.protocol() == null) {
            throw new Problem(
                    ProblemCode.LAUNCH_FAILED,
                    "This agent is too old for the protocol of the workspace. Upgrade it, or choose another protocol.");
        }
        return agent.launch(spec, progress);
    }

    private static void admit(NodeName caller, Object call) {
        NodeCalls.require(caller, Role.WEB_APP);
    }
}
