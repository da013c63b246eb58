package dev.berth.node.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.identity.TestDeployment;
import dev.berth.node.NodeAuth;
import dev.berth.node.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nodes believe each other's calls by key, request, receiver and time, and nothing else. */
class SignedCallsTest {
    private static final String PATH = "/internal/control/check-in?x=1";
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    private final TestDeployment deployment = new TestDeployment();
    private final TestNode control = new TestNode("web-app").joins(deployment);
    private final TestNode agent = new TestNode("agent").joins(deployment);

    private static TestNode agent(Duration off) {
        return new TestNode("agent", Clock.offset(Clock.systemUTC(), off), Optional.empty());
    }

    private String signed() {
        return agent.calls.sign(NodeAuth.CONTROL, "POST", PATH, BODY);
    }

    private void refused(String header, String method, String path, byte[] body, String why) {
        var problem = assertThrows(Problem.class, () -> control.calls.verify(header, method, path, body));
        assertEquals(ProblemCode.UNAUTHENTICATED, problem.code());
        assertTrue(problem.detail().contains(why), problem.detail());
        assertTrue(control.refused.getLast().contains(why), control.refused.toString());
    }

    private void refused(String header, String why) {
        refused(header, "POST", PATH, BODY, why);
    }

    @Test
    void aCallTellsWhoMakesIt() {
        var name = control.calls.verify(signed(), "POST", PATH, BODY);
        assertEquals(agent.id(), name.id().toString());
        assertEquals("default", name.zone());
        assertTrue(name.has(Role.AGENT));
        assertTrue(signed().length() < 2500, "it must fit a header: " + signed().length());
        // also after the chain is known
        assertEquals(name, control.calls.verify(signed(), "POST", PATH, BODY));
        assertEquals(0, control.refused.size());
    }

    @Test
    void nodesCallEachOtherById() {
        var header = control.calls.sign(agent.id(), "POST", "/internal/agent/end", BODY);
        assertTrue(
                agent.calls.verify(header, "POST", "/internal/agent/end", BODY).has(Role.WEB_APP));
        var other = new TestNode("agent").joins(deployment);
        assertThrows(Problem.class, () -> other.calls.verify(header, "POST", "/internal/agent/end", BODY));
        assertTrue(other.refused.getLast().contains("another receiver"));
        var forControl = other.calls.sign(NodeAuth.CONTROL, "POST", PATH, BODY);
        assertThrows(Problem.class, () -> agent.calls.verify(forControl, "POST", PATH, BODY));
        assertTrue(agent.refused.getLast().contains("another receiver"));
    }

    @Test
    void anotherRequestIsRefused() {
        refused(signed(), "PUT", PATH, BODY, "another request");
        refused(signed(), "POST", "/internal/control/check-in?x=2", BODY, "another request");
        refused(signed(), "POST", "/internal/control/check-in", BODY, "another request");
        refused(signed(), "POST", PATH, "{\"a\":2}".getBytes(StandardCharsets.UTF_8), "another request");
        refused(agent.calls.sign(control.id(), "POST", PATH, new byte[0]), "another request");
    }

    @Test
    void whatIsNoSignatureIsRefused() {
        refused(null, "no signature");
        refused("", "no signature");
        refused("a.b", "no signature");
        refused("a.b.c", "malformed");
        refused("x".repeat(10_000) + ".a.b", "no signature");
        var parts = signed().split("\\.");
        refused(parts[0] + "." + parts[1] + ".", "not by the key");
        refused(header("none", parts[0]) + "." + parts[1] + ".", "another way");
        refused(header("HS256", parts[0]) + "." + parts[1] + "." + parts[2], "another way");
        refused(parts[0] + "." + claim(parts[1], "path", PATH + "&y") + "." + parts[2], "not by the key");
    }

    private static JsonObject json(String part) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private static String text(JsonObject json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static String header(String algorithm, String part) {
        return text(json(part).put("alg", algorithm));
    }

    private static String claim(String part, String name, String value) {
        return text(json(part).put(name, value));
    }

    @Test
    void theKeyOfAnotherNodeIsRefused() throws Exception {
        var victim = new TestNode("agent").joins(deployment);
        var theirs = Base64.getEncoder()
                .encodeToString(
                        victim.keys.credential().orElseThrow().certificate().getEncoded());
        var parts = signed().split("\\.");
        var forged = text(json(parts[0]).put("x5c", new JsonArray().add(theirs)));
        refused(forged + "." + parts[1] + "." + parts[2], "not by the key");
        // its own certificate and key, another's name
        var mine = agent.keys.credential().orElseThrow();
        var now = Instant.now();
        var lie = new CallSignature(
                        victim.id(),
                        NodeAuth.CONTROL,
                        now,
                        now.plusSeconds(60),
                        "POST",
                        PATH,
                        CallSignature.hash(BODY),
                        "x")
                .sign(mine.key(), mine.certificate());
        refused(lie, "not by the key");
    }

    @Test
    void numbersThatAreNoSignatureAreRefused() {
        var parts = signed().split("\\.");
        var encoder = Base64.getUrlEncoder().withoutPadding();
        var good = Base64.getUrlDecoder().decode(parts[2]);
        var flipped = good.clone();
        flipped[63] ^= 1;
        var allOnes = new byte[64];
        Arrays.fill(allOnes, (byte) -1);
        for (var signature : List.of(new byte[64], allOnes, flipped, new byte[0], Arrays.copyOf(good, 65))) {
            refused(parts[0] + "." + parts[1] + "." + encoder.encodeToString(signature), "not by the key");
        }
    }

    @Test
    void aKeyThatSignsOftenIsCheckedAsStrictly() {
        for (var call = 0; call < 20; call++) {
            control.calls.verify(signed(), "POST", PATH, BODY);
        }
        numbersThatAreNoSignatureAreRefused();
        refused(signed(), "PUT", PATH, BODY, "another request");
    }

    @Test
    void aKeyOfAnotherDeploymentIsRefused() {
        var stranger = new TestNode("web-app").joins(new TestDeployment());
        refused(stranger.calls.sign(NodeAuth.CONTROL, "POST", PATH, BODY), "not of this deployment");
    }

    @Test
    void anExpiredCertificateIsRefused() {
        var longAgo = Instant.now().minus(Duration.ofDays(31));
        var late = new TestNode("agent");
        late.accepts(deployment.issue(late.keys.request(), longAgo, Duration.ofDays(30)));
        refused(late.calls.sign(NodeAuth.CONTROL, "POST", PATH, BODY), "expired");
    }

    @Test
    void anExpiredCertificateThatWasGoodBeforeIsRefused() {
        var brief = new TestNode("agent");
        brief.accepts(deployment.issue(brief.keys.request(), Instant.now(), Duration.ofMinutes(2)));
        var header = brief.calls.sign(NodeAuth.CONTROL, "POST", PATH, BODY);
        control.calls.verify(header, "POST", PATH, BODY);
        var asked = Instant.now();
        control.clock.learn(asked.plus(Duration.ofMinutes(3)), asked, asked);
        refused(header, "expired");
    }

    @Test
    void aRevokedNodeIsRefusedFromTheNextCallOn() {
        var header = signed();
        control.calls.verify(header, "POST", PATH, BODY);
        control.revoked.add(agent.serial());
        refused(header, "revoked");
    }

    @Test
    void aRenewedCertificateOverlapsWithTheOld() {
        var before = signed();
        agent.joins(deployment);
        control.calls.verify(before, "POST", PATH, BODY);
        control.calls.verify(signed(), "POST", PATH, BODY);
    }

    @Test
    void clocksMayDifferByTheToleranceAndNoMore() {
        for (var minutes : new int[] {-5, -4, 4}) {
            var node = agent(Duration.ofMinutes(minutes)).joins(deployment);
            control.calls.verify(node.calls.sign(NodeAuth.CONTROL, "POST", PATH, BODY), "POST", PATH, BODY);
        }
        var behind = agent(Duration.ofMinutes(-7)).joins(deployment);
        refused(behind.calls.sign(NodeAuth.CONTROL, "POST", PATH, BODY), "too old");
        var ahead = agent(Duration.ofMinutes(7)).joins(deployment);
        refused(ahead.calls.sign(NodeAuth.CONTROL, "POST", PATH, BODY), "of the future");
    }

    @Test
    void aNodeThatKnowsTheTimeOfTheControlPlaneIsUnderstoodWhateverItsClockSays() {
        var wrong = Clock.fixed(Instant.now().minus(Duration.ofHours(9)), ZoneOffset.UTC);
        var node = new TestNode("agent", wrong, Optional.empty()).joins(deployment);
        node.clock.learn(Instant.now(), wrong.instant(), wrong.instant());
        control.calls.verify(node.calls.sign(NodeAuth.CONTROL, "POST", PATH, BODY), "POST", PATH, BODY);
        var header = control.calls.sign(node.id(), "POST", "/x", BODY);
        assertTrue(node.calls.verify(header, "POST", "/x", BODY).has(Role.WEB_APP));
    }

    @Test
    void aNodeThatHasNotJoinedSignsAndBelievesNothing() {
        var alone = new TestNode("agent");
        var problem = assertThrows(Problem.class, () -> alone.calls.sign("control", "GET", "/", BODY));
        assertEquals(ProblemCode.UNAVAILABLE, problem.code());
        assertThrows(Problem.class, () -> alone.calls.verify(signed(), "POST", PATH, BODY));
    }
}
