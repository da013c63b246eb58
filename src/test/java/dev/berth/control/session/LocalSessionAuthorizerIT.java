package dev.berth.control.session;

import dev.berth.contract.SessionAuthorizer;
import dev.berth.contract.SessionAuthorizerContract;
import dev.berth.node.identity.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** In the process of the control plane. */
@QuarkusTest
@QuarkusTestResource(ControlPlaneUnderTest.class)
@Execution(ExecutionMode.SAME_THREAD)
class LocalSessionAuthorizerIT extends SessionAuthorizerContract {
    private final TestNode owner = Stage.node("agent", "default");

    @Override
    protected SessionAuthorizer authorizer() {
        return Stage.bean(LocalSessionAuthorizer.class);
    }

    @Override
    protected Visit visit() {
        return Stage.visit(owner);
    }

    @Override
    protected void end(UUID session) {
        Stage.end(session);
    }
}
