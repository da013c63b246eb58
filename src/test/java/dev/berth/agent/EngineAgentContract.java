package dev.berth.agent;

import dev.berth.contract.AgentContract;
import dev.berth.contract.SessionSpec;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** The contract on this machine's engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EngineAgentContract extends AgentContract {
    final TestAgent real = new TestAgent();

    @Override
    protected SessionSpec quick() {
        return TestAgent.rfb();
    }

    @Override
    protected SessionSpec broken() {
        return TestAgent.spec(UUID.randomUUID(), 1, "localhost:1/berth/nothing:1", "{}");
    }

    @Override
    protected SessionSpec silent() {
        return TestAgent.running("sleep", "3600");
    }

    @AfterAll
    void leaveNothing() {
        real.close();
    }
}
