package dev.berth.agent;

import dev.berth.contract.Agent;
import dev.berth.node.FakeNode;
import dev.berth.remote.TestServer;
import org.junit.jupiter.api.AfterAll;

/** Over HTTPS. */
class RemoteAgentContractIT extends EngineAgentContract {
    private final TestServer server = new TestServer(
            new FakeNode("default", "agent"), (router, calls) -> new AgentCalls(calls, real.agent).mount(router));
    private final Agent agent = server.agent(new FakeNode("default", "web-app"));

    @Override
    protected Agent agent() {
        return agent;
    }

    @AfterAll
    void stop() {
        server.close();
    }
}
