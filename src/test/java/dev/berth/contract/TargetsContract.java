package dev.berth.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link Targets} does, wherever it is. */
public abstract class TargetsContract {
    /** Asked by the connection proxy that owns {@link #session()}. */
    protected abstract Targets targets();

    /** One on an SSH machine at {@code machine.example:2222}, with the user name {@code ann} and a password. */
    protected abstract UUID session();

    /** One that another connection proxy of the zone owns. */
    protected abstract UUID foreign();

    protected abstract void end(UUID session);

    protected abstract void disableServer(UUID session);

    /** How often the audit trail has this action for the session. */
    protected abstract long audited(String action, UUID session);

    private ProblemCode refusal(UUID session, int incarnation) {
        return assertThrows(Problem.class, () -> targets().target(new TargetRequest(session, incarnation)))
                .code();
    }

    @Test
    void theOwnerHearsTheMachineAndItsCredentials() {
        var session = session();
        var target = targets().target(new TargetRequest(session, 1));
        assertEquals(session, target.sessionId());
        assertEquals(1, target.incarnation());
        assertEquals(RemoteProtocol.SSH, target.protocol());
        assertEquals("machine.example", target.host());
        assertEquals(2222, target.port());
        assertEquals("ann", target.parameters().get("username"));
        assertEquals("a-machine-password", target.parameters().get("password"));
        assertFalse(target.parameters().containsKey("hostname"));
        assertFalse(target.policy().clipboardIn());
        assertEquals(SessionPolicy.Recording.REQUIRED, target.policy().recording());
        assertFalse(target.toString().contains("a-machine-password"), target.toString());
    }

    @Test
    void nobodyElseHearsOfIt() {
        assertEquals(ProblemCode.FORBIDDEN, refusal(foreign(), 1));
        assertEquals(ProblemCode.NOT_FOUND, refusal(UUID.randomUUID(), 1));
    }

    @Test
    void anEarlierIncarnationIsOver() {
        assertEquals(ProblemCode.FORBIDDEN, refusal(session(), 2));
        assertEquals(ProblemCode.FORBIDDEN, refusal(session(), 0));
    }

    @Test
    void anEndedSessionAndADisabledServerSaySo() {
        var ended = session();
        end(ended);
        assertEquals(ProblemCode.SESSION_ENDED, refusal(ended, 1));
        var disabled = session();
        disableServer(disabled);
        assertEquals(ProblemCode.CONFLICT, refusal(disabled, 1));
    }

    @Test
    void incidentsComeToTheAuditTrail() {
        var session = session();
        targets().incident(new Incident(session, Incident.Kind.DENIED, "clipboard-in", "the policy forbids it", 3));
        targets().incident(new Incident(session, Incident.Kind.FAILED, "connect", "port 2222 is closed", 1));
        assertEquals(1, audited("session.denied", session));
        assertEquals(1, audited("session.failed", session));
        var foreign = foreign();
        var incident = new Incident(foreign, Incident.Kind.DENIED, "upload", "", 1);
        assertEquals(
                ProblemCode.FORBIDDEN,
                assertThrows(Problem.class, () -> targets().incident(incident)).code());
        assertEquals(0, audited("session.denied", foreign));
    }
}
