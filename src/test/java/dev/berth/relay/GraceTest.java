package dev.berth.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.CheckIn;
import dev.berth.contract.ConnectionRequest;
import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.Orders;
import dev.berth.contract.Pass;
import dev.berth.contract.PassList;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionRoute;
import dev.berth.contract.SignedText;
import dev.berth.contract.ZoneOrder;
import dev.berth.contract.ZoneSettings;
import dev.berth.node.RelayTestNode;
import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who comes back while the control plane is silent, by real keys; and who does not. */
class GraceTest {
    private static final int SECONDS = 300;
    private static final Problem SILENCE =
            new Problem(ProblemCode.UNAVAILABLE, "Nobody answers.", new IOException("cut"));

    private final KeyPair keys = keys();
    private final TestAuthorizer authorizer = new TestAuthorizer();
    private TestGateway gateway;
    private FakeApp app;
    private SessionRoute route;

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() throws IOException {
        gateway = new TestGateway(authorizer, RelayTestNode.fresh());
        app = new FakeApp();
        gateway.deliverTo("127.0.0.1", app.port());
        route = gateway.route(DeliveryProtocol.HTTP);
        authorizer.allow(route);
        setting(SECONDS);
        learn(Instant.now());
    }

    @AfterEach
    void stop() throws IOException {
        app.close();
        gateway.close();
    }

    private void setting(int seconds) {
        var d = ZoneSettings.DEFAULT;
        gateway.zone.learn(new ZoneOrder(
                "default",
                1,
                new ZoneSettings(
                        d.upstreamAuthAddress(),
                        d.allowOriginDomain(),
                        d.proxyConnections(),
                        d.proxyHostname(),
                        d.proxyPath(),
                        d.proxyPort(),
                        d.loadBalanceStrategy(),
                        d.searchAlternateZones(),
                        d.prioritizeStaticAgents(),
                        d.boundary(),
                        d.userChoice(),
                        d.registryMirror(),
                        seconds)));
    }

    private void learn(Instant at, String... revoked) {
        gateway.grace.learn(list("default", at, revoked));
    }

    private PassList list(String zone, Instant at, String... revoked) {
        return new PassList(
                zone, at, Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()), List.of(revoked));
    }

    private Pass pass(Instant issuedAt) {
        return new Pass(route, "default", TestAuthorizer.ORIGIN, issuedAt);
    }

    private String signed() {
        return pass(Instant.now()).sign(keys.getPrivate());
    }

    private ConnectionRequest request(UUID session, String origin) {
        return new ConnectionRequest(
                session, Optional.of("t"), Optional.of(origin), "desk.example:8444", true, "192.0.2.1");
    }

    private SessionRoute ask(String pass) {
        return gateway.grace.instead(request(route.sessionId(), TestAuthorizer.ORIGIN), Optional.of(pass), SILENCE);
    }

    private void refused(String why, String pass) {
        var problem = assertThrows(Problem.class, () -> ask(pass));
        assertEquals(ProblemCode.UNAVAILABLE, problem.code());
        assertTrue(problem.detail().contains(why), problem.detail());
    }

    @Test
    void whoHasAPassComesBackToTheSameContainer() {
        var back = ask(signed());
        assertEquals(route.sessionId(), back.sessionId());
        assertEquals(route.owner(), back.owner());
        assertEquals(route.loginId(), back.loginId());
        assertEquals(route.expiresAt().getEpochSecond(), back.expiresAt().getEpochSecond());
        assertEquals(1, gateway.meters.counter("berth.grace.connections").count());
    }

    @Test
    void aForgedPassIsNothing() {
        var another = pass(Instant.now()).sign(keys().getPrivate());
        refused("not one of this deployment", another);
        refused("not one of this deployment", "");
        refused("not one of this deployment", "a.b");
        var changed = new Pass(route, "default", "https://evil.example", Instant.now()).sign(keys.getPrivate());
        refused("not one of this deployment", changed.split("\\.")[0] + "." + signed().split("\\.")[1]);
        // signed with the right key, but for something else
        refused("not one of this deployment", SignedText.sign(keys.getPrivate(), "1|a|1|b|c|9999999999"));
    }

    @Test
    void aPassIsForOneSessionAndOneZone() {
        var other = assertThrows(
                Problem.class,
                () -> gateway.grace.instead(
                        request(UUID.randomUUID(), TestAuthorizer.ORIGIN), Optional.of(signed()), SILENCE));
        assertTrue(other.detail().contains("another session"), other.detail());
        refused(
                "another session or zone",
                new Pass(route, "reef", TestAuthorizer.ORIGIN, Instant.now()).sign(keys.getPrivate()));
    }

    @Test
    void aPassOfAnotherOwnerIsForwardedThereAndDeliveredNowhereElse() throws Exception {
        var elsewhere = gateway.route(
                DeliveryProtocol.HTTP,
                new dev.berth.contract.NodeAddress(UUID.randomUUID(), "far", "https://127.0.0.1:1"));
        authorizer.silence();
        var pass = new Pass(elsewhere, "default", TestAuthorizer.ORIGIN, Instant.now()).sign(keys.getPrivate());
        var browser =
                new Browser(gateway.port()).send(Browser.get(elsewhere.sessionId(), "/", "Cookie: berth-pass=" + pass));
        assertNotEquals(200, browser.status());
        assertFalse(app.wasCalled());
    }

    @Test
    void aPassExpires() {
        refused("has expired", pass(Instant.now().minusSeconds(SECONDS + 5)).sign(keys.getPrivate()));
        var over = new SessionRoute(
                route.sessionId(),
                1,
                route.owner(),
                route.protocol(),
                route.userId(),
                route.loginId(),
                Instant.now().minusSeconds(1));
        refused("has expired", new Pass(over, "default", TestAuthorizer.ORIGIN, Instant.now()).sign(keys.getPrivate()));
    }

    @Test
    void aPassOlderThanAGraceThatWasShortenedIsRefused() {
        var pass = pass(Instant.now().minusSeconds(60)).sign(keys.getPrivate());
        assertEquals(route.sessionId(), ask(pass).sessionId());
        setting(30);
        refused("has expired", pass);
    }

    @Test
    void aRightThatHasEndedStaysEnded() {
        learn(Instant.now().plusMillis(5), pass(Instant.now()).right());
        refused("had ended before", signed());
    }

    @Test
    void theListHasToBeFresh() {
        setting(30);
        gateway.grace.learn(list("default", Instant.now()));
        var fresh = new Grace(
                gateway.zone,
                gateway.node,
                new dev.berth.node.ClockOffset(java.time.Clock.systemUTC()),
                told -> told,
                gateway.meters);
        assertTrue(assertThrows(
                        Problem.class,
                        () -> fresh.instead(
                                request(route.sessionId(), TestAuthorizer.ORIGIN), Optional.of(signed()), SILENCE))
                .detail()
                .contains("no list of revoked passes yet"));
        fresh.learn(list("default", Instant.now().minusSeconds(31)));
        assertTrue(assertThrows(
                        Problem.class,
                        () -> fresh.instead(
                                request(route.sessionId(), TestAuthorizer.ORIGIN), Optional.of(signed()), SILENCE))
                .detail()
                .contains("grace of 30 seconds is over"));
    }

    @Test
    void anOlderListIsNotTakenAgain() {
        var old = list("default", Instant.now().minusSeconds(10));
        learn(Instant.now().plusMillis(5), pass(Instant.now()).right());
        gateway.grace.learn(old);
        refused("had ended before", signed());
        gateway.grace.learn(list("reef", Instant.now().plusSeconds(5)));
        refused("had ended before", signed());
    }

    @Test
    void withoutGraceOrPassNothingChanges() {
        setting(0);
        assertSame(SILENCE, assertThrows(Problem.class, () -> ask(signed())));
        setting(SECONDS);
        assertSame(
                SILENCE,
                assertThrows(
                        Problem.class,
                        () -> gateway.grace.instead(
                                request(route.sessionId(), TestAuthorizer.ORIGIN), Optional.empty(), SILENCE)));
    }

    @Test
    void aRefusalIsNoSilence() {
        for (var code : ProblemCode.values()) {
            var refusal = new Problem(code, "No.");
            assertSame(
                    refusal,
                    assertThrows(
                            Problem.class,
                            () -> gateway.grace.instead(
                                    request(route.sessionId(), TestAuthorizer.ORIGIN),
                                    Optional.of(signed()),
                                    refusal)));
        }
    }

    @Test
    void aForeignPageIsRefused() {
        for (var origin : List.of("https://evil.example", "null", "https://desk.example.evil.example", "")) {
            var problem = assertThrows(
                    Problem.class,
                    () -> gateway.grace.instead(request(route.sessionId(), origin), Optional.of(signed()), SILENCE));
            assertTrue(problem.detail().contains("another page"), problem.detail());
        }
        var own = request(route.sessionId(), "https://desk.example:8444");
        assertEquals(
                route.sessionId(),
                gateway.grace.instead(own, Optional.of(signed()), SILENCE).sessionId());
    }

    @Test
    void theGatewayAsksTheControlPlaneFirst() throws Exception {
        var cookie = "Cookie: berth-pass=" + signed();
        authorizer.refuse(route.sessionId().toString(), ProblemCode.SESSION_ENDED);
        assertEquals(410, get(cookie));
        assertFalse(app.wasCalled());
        authorizer.silence();
        try (var browser = new Browser(gateway.port())) {
            browser.send(Browser.get(route.sessionId(), "/hello", cookie));
            var call = app.next();
            assertFalse(call.head().contains("berth-"), call.head());
            call.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            assertEquals(200, browser.status());
        }
        assertEquals(503, get("X-None: 1"));
    }

    private int get(String header) throws IOException {
        try (var browser = new Browser(gateway.port())) {
            return browser.send(Browser.get(route.sessionId(), "/hello", header))
                    .status();
        }
    }

    @Test
    void aPassIsGivenToWhoMayConnect() throws Exception {
        var post = "POST /desktop/" + route.sessionId() + "/.berth/pass HTTP/1.1\r\nHost: desk.example\r\n"
                + "Content-Length: 0\r\nCookie: berth-stream=" + TestAuthorizer.TOKEN + "\r\nOrigin: ";
        try (var browser = new Browser(gateway.port())) {
            var head = browser.send(post + TestAuthorizer.ORIGIN + "\r\n\r\n").head();
            assertTrue(head.contains(" 204 "), head);
            assertTrue(head.contains("berth-pass=a-pass; Path=/desktop/" + route.sessionId() + "/;"), head);
            assertTrue(head.contains("HttpOnly; Secure; SameSite=Strict"), head);
        }
        try (var browser = new Browser(gateway.port())) {
            assertEquals(
                    403, browser.send(post + "https://evil.example\r\n\r\n").status());
        }
        assertFalse(app.wasCalled());
    }

    @Test
    void whoCameInIsToldOnceTheControlPlaneIsBack() {
        ask(signed());
        ask(signed());
        var first = report();
        assertEquals(2, first.passUses().getFirst().count());
        ask(signed());
        // it did not arrive
        assertEquals(3, report().passUses().getFirst().count());
        gateway.grace.obey(Orders.NONE);
        assertEquals(List.of(), report().passUses());
        assertTrue(first.passListAt().isPresent());
        setting(0);
        assertEquals(Optional.empty(), report().passListAt());
    }

    private CheckIn report() {
        return RelayTestNode.report(gateway.grace);
    }
}
