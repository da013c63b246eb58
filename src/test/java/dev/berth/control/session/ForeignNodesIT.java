package dev.berth.control.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.CheckIn;
import dev.berth.contract.ConnectionRequest;
import dev.berth.contract.GrantRequest;
import dev.berth.contract.NodeAddress;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.audit.AuditTrail;
import dev.berth.node.identity.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Nodes that ask for more than is theirs. */
@QuarkusTest
@QuarkusTestResource(ControlPlaneUnderTest.class)
@Execution(ExecutionMode.SAME_THREAD)
class ForeignNodesIT {
    private final TestNode agent = Stage.node("agent", "default");

    private static CheckIn checkIn(NodeAddress node, String zone, String... roles) {
        return new CheckIn(
                node,
                zone,
                Set.of(roles),
                "0.1.0",
                Instant.now(),
                Instant.now(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static void forbidden(Executable call) {
        assertEquals(ProblemCode.FORBIDDEN, assertThrows(Problem.class, call).code());
    }

    private static Executable authorize(TestNode caller, UUID session) {
        return () -> Stage.control(caller)
                .authorize(new ConnectionRequest(
                        session, Optional.empty(), Optional.empty(), "localhost:8443", false, "192.0.2.1"));
    }

    @Test
    void aNodeReportsForItselfInItsZoneWithItsRoles() {
        var control = Stage.control(agent);
        var self = Stage.address(agent);
        control.checkIn(checkIn(self, "default", "agent"));
        forbidden(() -> control.checkIn(checkIn(Stage.address(Stage.node("agent", "default")), "default", "agent")));
        forbidden(() -> control.checkIn(checkIn(self, "east", "agent")));
        forbidden(() -> control.checkIn(checkIn(self, "default", "agent", "zone-proxy")));
        assertTrue(
                Stage.bean(AuditTrail.class).latest(100).stream()
                        .anyMatch(event -> event.action().equals("node.call.refused")
                                && event.actor().equals(agent.id())),
                "it is audited");
    }

    @Test
    void anAgentServesItsOwnSessionsAndAProxyThoseOfItsZone() {
        var session = Stage.session(Stage.user(), agent);
        forbidden(authorize(Stage.node("agent", "default"), session));
        forbidden(authorize(Stage.node("connection-proxy", "default"), session));
        forbidden(authorize(Stage.node("zone-proxy", "east"), session));
        for (var caller : List.of(agent, Stage.node("zone-proxy", "default"))) {
            // as far as the browser's own proof, which is missing
            assertEquals(
                    ProblemCode.UNAUTHENTICATED,
                    assertThrows(Problem.class, authorize(caller, session)).code());
        }
    }

    @Test
    void aGrantIsNotSpentByANodeThatMayNotRedeemIt() {
        var visit = Stage.visit(agent);
        var request = new GrantRequest(
                visit.session(), visit.grant(), Optional.of("https://localhost:8443"), "localhost:8443", "192.0.2.1");
        forbidden(() -> Stage.control(Stage.node("agent", "default")).redeem(request));
        Stage.control(agent).redeem(request);
    }
}
