package dev.berth.control.session;

import dev.berth.contract.Targets;
import dev.berth.contract.TargetsContract;
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
class RemoteTargetsIT extends TargetsContract {
    private final TestNode owner = Stage.node("connection-proxy", "default");

    @Override
    protected Targets targets() {
        return Stage.control(owner);
    }

    @Override
    protected UUID session() {
        return MachineStage.session(owner, "default");
    }

    @Override
    protected UUID foreign() {
        return MachineStage.session(Stage.node("connection-proxy", "default"), "default");
    }

    @Override
    protected void end(UUID session) {
        Stage.end(session);
    }

    @Override
    protected void disableServer(UUID session) {
        MachineStage.disableServer(session);
    }

    @Override
    protected long audited(String action, UUID session) {
        return MachineStage.audited(action, session);
    }
}
