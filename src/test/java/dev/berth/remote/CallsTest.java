package dev.berth.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.node.FakeNode;
import dev.berth.node.call.Nothing;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls to a peer that is not what it should be. */
class CallsTest {
    private static final Terms PATIENT = Terms.repeatable(Duration.ofSeconds(20));

    private final AtomicInteger asked = new AtomicInteger();
    private final FakeNode caller = new FakeNode("default", "agent");
    private final TestServer server = new TestServer(new FakeNode("default", "web-app"), (router, calls) -> {
        calls.below(router, "/calls/")
                .answer("long", Nothing.class, (who, call) -> {}, call -> "x".repeat(5 << 20))
                .answer("echo", Map.class, (who, call) -> {}, call -> call);
        router.post("/silent").handler(context -> asked.incrementAndGet());
        router.post("/broken").handler(this::broken);
        router.post("/passing").handler(this::passing);
        router.post("/foreign")
                .handler(context -> context.response().setStatusCode(404).end("nginx"));
    });
    private final Calls calls = new Calls(caller, authority -> caller.trust(name -> true));
    private final Peer peer = Peer.control(server.url());

    private void broken(RoutingContext context) {
        asked.incrementAndGet();
        context.request().connection().close();
    }

    private void passing(RoutingContext context) {
        if (asked.incrementAndGet() == 1) {
            context.response()
                    .setStatusCode(503)
                    .putHeader("Content-Type", "text/html")
                    .end("no server");
        } else {
            context.response().putHeader("Content-Type", "application/json").end("{}");
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Problem problem(String path, Terms terms) {
        return assertThrows(Problem.class, () -> calls.call(peer, path, Nothing.NOTHING, Nothing.class, terms));
    }

    @Test
    void aPeerThatHangsCostsABoundedTime() {
        assertEquals(
                ProblemCode.TIMEOUT,
                problem("/silent", Terms.repeatable(Duration.ofSeconds(5))).code());
        assertEquals(1, asked.get());
    }

    @Test
    void whatMayArriveTwiceIsTriedAgain() {
        assertEquals(ProblemCode.UNAVAILABLE, problem("/broken", PATIENT).code());
        assertEquals(3, asked.get());
    }

    @Test
    void whatMayArriveOnceIsNot() {
        assertEquals(
                ProblemCode.UNAVAILABLE,
                problem("/broken", Terms.once(Duration.ofSeconds(20))).code());
        assertEquals(1, asked.get());
    }

    @Test
    void aBalancerWithoutAServerIsAskedAgain() {
        calls.call(peer, "/passing", Nothing.NOTHING, Nothing.class, PATIENT);
        assertEquals(2, asked.get());
    }

    @Test
    void anAnswerThatIsTooLargeIsRefused() {
        var problem = problem("/calls/long", Terms.once(Duration.ofSeconds(20)));
        assertEquals(ProblemCode.UNAVAILABLE, problem.code());
    }

    @Test
    void somethingElseAtTheAddressIsNamed() {
        var problem = problem("/foreign", PATIENT);
        assertTrue(problem.detail().contains("404") && problem.detail().contains(server.url()), problem.detail());
    }

    @Test
    void aCallerWithoutAValidSignatureHearsThatItIsNotAdmitted() {
        var stranger = new Peer("somebody else", peer.base(), "The control plane");
        var problem = assertThrows(
                Problem.class, () -> calls.call(stranger, "/calls/long", Nothing.NOTHING, Nothing.class, PATIENT));
        // and not that a person is signed out
        assertEquals(ProblemCode.UNAVAILABLE, problem.code());
        assertTrue(problem.detail().contains("does not admit this node"), problem.detail());
    }

    @Test
    void aLongQuestionIsPacked() {
        var question = Map.of("text", "again and ".repeat(150_000));
        assertEquals(question, calls.call(peer, "/calls/echo", question, Map.class, PATIENT));
    }
}
