package dev.berth.control.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.CheckIn;
import dev.berth.contract.ConnectionRequest;
import dev.berth.contract.GrantRequest;
import dev.berth.contract.Pass;
import dev.berth.contract.PassList;
import dev.berth.contract.PassUse;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionAuthorizerContract.Visit;
import dev.berth.control.audit.AuditEvent;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.node.GraceStates;
import dev.berth.node.call.PassWords;
import dev.berth.node.identity.TestNode;
import dev.berth.topology.Await;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Passes as the control plane gives them, and what it tells the nodes of a zone with grace about them. */
@QuarkusTest
@QuarkusTestResource(ControlPlaneUnderTest.class)
@Execution(ExecutionMode.SAME_THREAD)
class GraceIT {
    private static final String ZONE = "graced";
    private static final String ORIGIN = "https://localhost:8443";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant STARTED = Instant.now();

    private TestNode owner;
    private TestNode proxy;

    @BeforeEach
    void zone() {
        Stage.update("insert into zone (name, version, settings, changed_at, changed_by)"
                + " values ('graced', 1, '{\"graceSeconds\":3600}', now(), 'test') on conflict do nothing");
        owner = Stage.node("agent", ZONE);
        proxy = Stage.node("zone-proxy", ZONE);
        Await.until("the zone is known", PATIENCE, () -> list(Optional.empty()).isPresent());
    }

    @AfterEach
    void noZone() {
        Stage.update("delete from zone where name = 'graced'");
    }

    private Optional<PassList> list(Optional<Instant> known, PassUse... uses) {
        return Stage.control(proxy)
                .checkIn(checkIn(proxy, ZONE, known, uses))
                .passes()
                .map(new PassWords(proxy.calls)::read);
    }

    private static CheckIn checkIn(TestNode node, String zone, Optional<Instant> known, PassUse... uses) {
        return new CheckIn(
                Stage.address(node),
                zone,
                Set.of("zone-proxy"),
                "0.1.0",
                STARTED,
                Instant.now(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                known,
                List.of(uses));
    }

    private ConnectionRequest request(TestNode caller, Visit visit) {
        var token = Stage.control(caller)
                .redeem(new GrantRequest(
                        visit.session(), visit.grant(), Optional.of(ORIGIN), "localhost:8443", "192.0.2.1"));
        return new ConnectionRequest(
                visit.session(), Optional.of(token.value()), Optional.of(ORIGIN), "localhost:8443", true, "192.0.2.1");
    }

    /** The pass of a session that runs, as a node reads it. */
    private Pass pass() throws Exception {
        var pass = Stage.control(proxy).pass(request(proxy, Stage.visit(owner)));
        assertTrue(pass.expiresAt().isAfter(Instant.now()), pass.toString());
        var key =
                Base64.getDecoder().decode(list(Optional.empty()).orElseThrow().key());
        return Pass.read(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key)), pass.value())
                .orElseThrow();
    }

    private boolean revokes(Pass pass) {
        return list(Optional.empty()).orElseThrow().revoked().contains(pass.right());
    }

    private void isRevoked(Pass pass) {
        Await.until("the list names " + pass.right(), PATIENCE, () -> revokes(pass));
    }

    @Test
    void aPassSaysWhatAProxyNeeds() throws Exception {
        var pass = pass();
        assertEquals(Stage.address(owner), pass.route().owner());
        assertEquals(ZONE, pass.zone());
        assertEquals(ORIGIN, pass.origin());
        assertEquals(1, pass.route().incarnation());
        assertFalse(revokes(pass));
    }

    @Test
    void whateverEndsARightRevokesItsPass() throws Exception {
        var ended = pass();
        var signedOut = pass();
        var disabled = pass();
        var changed = pass();
        var stays = pass();
        Stage.end(ended.route().sessionId());
        Stage.update("delete from login where id = ?1", signedOut.route().loginId());
        Stage.update(
                "update app_user set enabled = false where id = ?1",
                disabled.route().userId());
        // as a change of the policy does, and of the node
        Stage.update(
                "update session set incarnation = incarnation + 1 where id = ?1",
                changed.route().sessionId());
        for (var pass : List.of(ended, signedOut, disabled, changed)) {
            isRevoked(pass);
        }
        assertFalse(revokes(stays));
        Stage.update(
                "update grace_pass set expires_at = now() where session_id = ?1",
                ended.route().sessionId());
        Await.until("an expired pass needs no revocation", PATIENCE, () -> !revokes(ended));
    }

    @Test
    void whoMayNotConnectGetsNoPass() {
        var visit = Stage.visit(owner);
        var request = request(proxy, visit);
        Stage.end(visit.session());
        assertEquals(
                ProblemCode.SESSION_ENDED,
                assertThrows(Problem.class, () -> Stage.control(proxy).pass(request))
                        .code());
        var other = request(owner, Stage.visit(owner));
        assertEquals(
                ProblemCode.FORBIDDEN,
                assertThrows(
                                Problem.class,
                                () -> Stage.control(Stage.node("zone-proxy", "default"))
                                        .pass(other))
                        .code());
    }

    @Test
    void aZoneWithoutGraceHasNeitherPassesNorLists() {
        var agent = Stage.node("agent", "default");
        var request = request(agent, Stage.visit(agent));
        assertEquals(
                ProblemCode.CONFLICT,
                assertThrows(Problem.class, () -> Stage.control(agent).pass(request))
                        .code());
        var proxyThere = Stage.node("zone-proxy", "default");
        assertEquals(
                Optional.empty(),
                Stage.control(proxyThere)
                        .checkIn(checkIn(proxyThere, "default", Optional.empty()))
                        .passes());
    }

    @Test
    void aListIsSentOnceAndAgainWhenItChanged() throws Exception {
        var pass = pass();
        var known = Await.value(
                "a list that stays",
                PATIENCE,
                () -> list(Optional.empty())
                        .map(PassList::at)
                        .filter(at -> list(Optional.of(at)).isEmpty())
                        .orElse(null));
        Stage.end(pass.route().sessionId());
        var next =
                Await.value("another", PATIENCE, () -> list(Optional.of(known)).orElse(null));
        assertTrue(next.at().isAfter(known));
        assertTrue(next.revoked().contains(pass.right()));
    }

    @Test
    void whoWasLetInIsInTheAuditTrail() {
        var mine = Stage.session(Stage.user(), owner);
        var foreign = Stage.session(Stage.user(), Stage.node("agent", "default"));
        var now = Instant.now();
        list(
                Optional.empty(),
                new PassUse(mine, UUID.randomUUID(), now.minusSeconds(20), now.minusSeconds(5), 3),
                new PassUse(foreign, UUID.randomUUID(), now, now, 7));
        var records = Stage.bean(AuditTrail.class).latest(200).stream()
                .filter(event -> event.action().equals("session.grace"))
                .map(AuditEvent::detail)
                .toList();
        assertTrue(
                records.stream().anyMatch(text -> text.contains("3 connections") && text.contains(mine.toString())),
                records::toString);
        assertTrue(records.stream().noneMatch(text -> text.contains(foreign.toString())), records::toString);
        var state = Stage.bean(GraceStates.class).all().stream()
                .filter(one -> one.nodeId().equals(Stage.address(proxy).id()))
                .findFirst()
                .orElseThrow();
        assertEquals(3, state.uses());
        assertEquals(3600, state.graceSeconds());
    }
}
