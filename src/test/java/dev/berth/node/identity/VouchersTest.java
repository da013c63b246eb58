package dev.berth.node.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.ConnectionRequest;
import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionRoute;
import dev.berth.control.identity.TestDeployment;
import dev.berth.node.call.Vouchers;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An owner believes a web app's word about one request, and nobody else's, and about no other. */
class VouchersTest {
    private final TestDeployment deployment = new TestDeployment();
    private final TestNode control = new TestNode("web-app").joins(deployment);
    private final TestNode owner = new TestNode("agent").joins(deployment);
    private final TestNode proxy = new TestNode("zone-proxy").joins(deployment);
    private final ConnectionRequest question = question(UUID.randomUUID(), "token", "https://desk.example");
    private final SessionRoute route = new SessionRoute(
            question.sessionId(),
            1,
            owner.identity.address(),
            DeliveryProtocol.VNC,
            UUID.randomUUID(),
            UUID.randomUUID(),
            Instant.parse("2030-01-01T00:00:00Z"));

    private static ConnectionRequest question(UUID session, String token, String origin) {
        return new ConnectionRequest(
                session, Optional.of(token), Optional.of(origin), "desk.example", true, "192.0.2.1");
    }

    private static String word(TestNode node, ConnectionRequest question, SessionRoute route) {
        return new Vouchers(node.calls).vouch(question, route).voucher().orElseThrow();
    }

    private static void refused(TestNode reader, String word, ConnectionRequest question) {
        var problem = assertThrows(Problem.class, () -> new Vouchers(reader.calls).read(word, question));
        assertEquals(ProblemCode.UNAUTHENTICATED, problem.code());
    }

    @Test
    void theOwnerReadsTheRouteThatTheWebAppFound() {
        var word = word(control, question, route);
        assertEquals(route, new Vouchers(owner.calls).read(word, question));
        assertTrue(word.length() < 4000, "it must fit a header: " + word.length());
    }

    @Test
    void onlyTheOwnerBelievesIt() {
        refused(new TestNode("agent").joins(deployment), word(control, question, route), question);
        refused(control, word(control, question, route), question);
    }

    @Test
    void nobodyButAWebAppCanGiveIt() {
        refused(owner, word(proxy, question, route), question);
        refused(owner, word(owner, question, route), question);
        refused(owner, word(new TestNode("web-app").joins(new TestDeployment()), question, route), question);
    }

    @Test
    void itIsForOneRequest() {
        var word = word(control, question, route);
        refused(owner, word, question(UUID.randomUUID(), "token", "https://desk.example"));
        refused(owner, word, question(question.sessionId(), "another", "https://desk.example"));
        refused(owner, word, question(question.sessionId(), "token", "https://evil.example"));
    }

    @Test
    void whatWasChangedIsNothing() {
        var parts = word(control, question, route).split("~");
        var other = word(control, question, route.vouched("more")).split("~");
        refused(owner, other[0] + "~" + parts[1], question);
        refused(owner, "", question);
        refused(owner, "~" + parts[1], question);
        refused(owner, "!!~" + parts[1], question);
        refused(owner, parts[0], question);
    }
}
