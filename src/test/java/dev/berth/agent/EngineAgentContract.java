package dev.berth.agent;

import dev.berth.contract.AgentContract;
import dev.berth.contract.Problem;
import dev.berth.contract.SessionSpec;
import dev.berth.topology.Await;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contract on this machine's engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
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

    /** The first call of all makes keys and connections, which takes long where other tests run beside. */
    @BeforeAll
    void answers() {
        Await.until("the agent answers", Duration.ofMinutes(2), () -> {
            try {
                agent().running();
                return true;
            } catch (Problem slow) {
                return false;
            }
        });
    }

    @AfterAll
    void leaveNothing() {
        real.close();
    }
}
