package dev.berth.control.session;

import dev.berth.contract.NodeAddress;
import dev.berth.contract.NodeRegistry;
import dev.berth.contract.NodeRegistryContract;
import dev.berth.node.identity.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;

/** In the process of the control plane. */
@QuarkusTest
@QuarkusTestResource(ControlPlaneUnderTest.class)
class LocalNodeRegistryIT extends NodeRegistryContract {
    private final TestNode node = Stage.node("agent", "default");

    @Override
    protected NodeRegistry registry() {
        return Stage.bean(LocalNodeRegistry.class);
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
