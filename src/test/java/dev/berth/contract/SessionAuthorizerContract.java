package dev.berth.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link SessionAuthorizer} does, wherever it is. */
public abstract class SessionAuthorizerContract {
    private static final String HOST = "localhost:8443";
    private static final Optional<String> CONSOLE = Optional.of("https://localhost:8443");

    /** A running session, and the right of its user to open it once. */
    public record Visit(UUID session, NodeAddress owner, String grant) {}

    protected abstract SessionAuthorizer authorizer();

    protected abstract Visit visit();

    protected abstract void end(UUID session);

    private StreamToken redeem(Visit visit) {
        return authorizer().redeem(new GrantRequest(visit.session(), visit.grant(), CONSOLE, HOST, "192.0.2.1"));
    }

    private SessionRoute authorize(UUID session, Optional<String> token, Optional<String> origin) {
        return authorizer().authorize(new ConnectionRequest(session, token, origin, HOST, true, "192.0.2.1"));
    }

    private static ProblemCode refusal(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(Problem.class, call).code();
    }

    @Test
    void aGrantBecomesATokenThatLeadsToTheOwner() {
        var visit = visit();
        var token = redeem(visit);
        assertTrue(token.expiresAt().isAfter(Instant.now()), token.toString());
        var route = authorize(visit.session(), Optional.of(token.value()), CONSOLE);
        assertEquals(visit.session(), route.sessionId());
        assertEquals(visit.owner(), route.owner());
        assertEquals(DeliveryProtocol.VNC, route.protocol());
        assertEquals(1, route.incarnation());
    }

    @Test
    void aGrantWorksOnceAndForItsSessionOnly() {
        var visit = visit();
        redeem(visit);
        assertEquals(ProblemCode.UNAUTHENTICATED, refusal(() -> redeem(visit)));
        var other = visit();
        assertEquals(
                ProblemCode.UNAUTHENTICATED,
                refusal(() -> redeem(new Visit(visit.session(), visit.owner(), other.grant()))));
    }

    @Test
    void nobodyEntersWithoutATokenOfThisSession() {
        var visit = visit();
        var token = redeem(visit).value();
        assertEquals(ProblemCode.UNAUTHENTICATED, refusal(() -> authorize(visit.session(), Optional.empty(), CONSOLE)));
        assertEquals(
                ProblemCode.UNAUTHENTICATED, refusal(() -> authorize(visit.session(), Optional.of("x.y"), CONSOLE)));
        assertEquals(ProblemCode.FORBIDDEN, refusal(() -> authorize(visit().session(), Optional.of(token), CONSOLE)));
    }

    @Test
    void pagesOfOthersOpenNothing() {
        var visit = visit();
        var token = Optional.of(redeem(visit).value());
        assertEquals(
                ProblemCode.FOREIGN_ORIGIN,
                refusal(() -> authorize(visit.session(), token, Optional.of("https://evil.example"))));
        assertEquals(ProblemCode.FOREIGN_ORIGIN, refusal(() -> authorize(visit.session(), token, Optional.empty())));
    }

    @Test
    void aSessionThatEndedSaysWhy() {
        var visit = visit();
        var token = Optional.of(redeem(visit).value());
        end(visit.session());
        var problem = assertThrows(Problem.class, () -> authorize(visit.session(), token, CONSOLE));
        assertEquals(ProblemCode.SESSION_ENDED, problem.code());
        assertEquals("You ended this session.", problem.detail());
    }
}
