package dev.berth.control.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.TargetRequest;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.server.CredentialMode;
import dev.berth.node.identity.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Nodes that ask for credentials of machines that are not theirs to connect. */
@QuarkusTest
@QuarkusTestResource(ControlPlaneUnderTest.class)
@Execution(ExecutionMode.SAME_THREAD)
class ForeignTargetsIT {
    private final TestNode owner = Stage.node("connection-proxy", "default");

    private static Problem refused(TestNode caller, UUID session) {
        return assertThrows(Problem.class, () -> Stage.control(caller).target(new TargetRequest(session, 1)));
    }

    private static void forbidden(TestNode caller, UUID session) {
        assertEquals(ProblemCode.FORBIDDEN, refused(caller, session).code());
    }

    @Test
    void onlyTheOwnerHearsOfTheMachine() {
        var session = MachineStage.session(owner, "default");
        var stranger = Stage.node("connection-proxy", "default");
        forbidden(stranger, session);
        forbidden(Stage.node("connection-proxy", "east"), session);
        forbidden(Stage.node("zone-proxy", "default"), session);
        forbidden(Stage.node("agent", "default"), session);
        assertTrue(
                Stage.bean(AuditTrail.class).latest(200).stream()
                        .anyMatch(event -> event.action().equals("node.call.refused")
                                && event.actor().equals(stranger.id())),
                "it is audited");
        assertEquals(
                "machine.example",
                Stage.control(owner).target(new TargetRequest(session, 1)).host());
    }

    @Test
    void anOwnerWithoutTheRoleHearsNothing() {
        var agent = Stage.node("agent", "default");
        forbidden(agent, MachineStage.session(agent, "default"));
    }

    @Test
    void anOwnerInAnotherZoneThanTheMachineHearsNothing() {
        forbidden(owner, MachineStage.session(owner, "east"));
    }

    @Test
    void aDisabledOrUnreachedNodeHearsNothing() {
        var session = MachineStage.session(owner, "default");
        Stage.update(
                "update node set enabled = false where id = ?1",
                owner.identity.address().id());
        forbidden(owner, session);
    }

    @Test
    void aContainerIsNoMachine() {
        assertEquals(
                ProblemCode.NOT_FOUND,
                refused(owner, Stage.session(Stage.user(), owner)).code());
    }

    @Test
    void theUsersOwnPasswordIsNeededWhereTheMachineWantsIt() {
        var user = Stage.user();
        var session = MachineStage.session(owner, MachineStage.server("default", CredentialMode.SIGN_IN, user), user);
        assertEquals(ProblemCode.CONFLICT, refused(owner, session).code());
        assertEquals(
                ProblemCode.CONFLICT,
                assertThrows(
                                Problem.class,
                                () -> Stage.bean(Grants.class)
                                        .give(session, "https://localhost", user, java.util.Optional::empty))
                        .code());
        Stage.bean(Grants.class)
                .give(session, "https://localhost", user, () -> java.util.Optional.of("what-was-typed"));
        var parameters =
                Stage.control(owner).target(new TargetRequest(session, 1)).parameters();
        assertEquals(user.name(), parameters.get("username"));
        assertEquals("what-was-typed", parameters.get("password"));
    }
}
