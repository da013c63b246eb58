package dev.berth.control.session;

import dev.berth.contract.NodeAddress;
import dev.berth.contract.NodeRegistry;
import dev.berth.contract.NodeRegistryContract;
import dev.berth.node.identity.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Over HTTPS, with a real identity. */
@QuarkusTest
@QuarkusTestResource(ControlPlaneUnderTest.class)
@Execution(ExecutionMode.SAME_THREAD)
class RemoteNodeRegistryIT extends NodeRegistryContract {
    private final TestNode node = Stage.node("agent", "default");

    @Override
    protected NodeRegistry registry() {
        return Stage.control(node);
    }

    @Override
    protected NodeAddress node() {
        return Stage.address(node);
    }

    @Override
    protected UUID session() {
        return Stage.session(Stage.user(), node);
    }
}
