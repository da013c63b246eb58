package dev.berth.control.session;

import dev.berth.contract.Targets;
import dev.berth.contract.TargetsContract;
import dev.berth.node.identity.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** In the process of the control plane. */
@QuarkusTest
@QuarkusTestResource(ControlPlaneUnderTest.class)
@Execution(ExecutionMode.SAME_THREAD)
class LocalTargetsIT extends TargetsContract {
    private final TestNode owner = Stage.node("connection-proxy", "default");

    @Override
    protected Targets targets() {
        return new OwnTargets(Stage.bean(LocalTargets.class), Stage.bean(TargetScope.class))
                .of(owner.identity.address().id(), Set.of("connection-proxy"));
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
