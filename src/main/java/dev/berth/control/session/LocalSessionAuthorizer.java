package dev.berth.control.session;

import dev.berth.contract.ConnectionRequest;
import dev.berth.contract.GrantRequest;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionAuthorizer;
import dev.berth.contract.SessionRoute;
import dev.berth.contract.StreamToken;
import dev.berth.control.Repeatable;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.node.NodeRepository;
import dev.berth.control.user.LoginRepository;
import dev.berth.control.zone.CurrentZones;
import dev.berth.control.zone.Zone;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Decides about streams by the rows. Every request asks it, WebSocket or not. */
@Singleton
@Typed(LocalSessionAuthorizer.class)
public class LocalSessionAuthorizer implements SessionAuthorizer {
    private final SessionRepository sessions;
    private final NodeRepository nodes;
    private final LoginRepository logins;
    private final Grants grants;
    private final StreamTokens tokens;
    private final OriginPolicy origins;
    private final SessionPlaces places;
    private final CurrentZones zones;
    private final Passes passes;
    private final AuditTrail audit;
    private final Clock clock;

    LocalSessionAuthorizer(
            SessionRepository sessions,
            NodeRepository nodes,
            LoginRepository logins,
            Grants grants,
            StreamTokens tokens,
            OriginPolicy origins,
            SessionPlaces places,
            CurrentZones zones,
            Passes passes,
            AuditTrail audit,
            Clock clock) {
        this.sessions = sessions;
        this.nodes = nodes;
        this.logins = logins;
        this.grants = grants;
        this.tokens = tokens;
        this.origins = origins;
        this.places = places;
        this.zones = zones;
        this.passes = passes;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional(dontRollbackOn = Problem.class)
    public StreamToken redeem(GrantRequest request) {
        requireOrigin(request.sessionId(), request.origin(), request.host(), true);
        var grant = grants.take(request.grant(), request.sessionId())
                .orElseThrow(() -> new Problem(
                        ProblemCode.UNAUTHENTICATED,
                        "The connect grant is not valid, or was used already. Open the session again."));
        var login = logins.findByIdOptional(grant.loginId)
                .filter(l -> l.expiresAt.isAfter(clock.instant()) && l.user.enabled)
                .orElseThrow(LocalSessionAuthorizer::signedOut);
        var session = find(request.sessionId());
        Grants.requireLive(session);
        var expiresAt = login.expiresAt;
        audit.record(
                login.user.name,
                "session.connected",
                session.workspaceName,
                session.id.toString(),
                request.clientAddress());
        return new StreamToken(
                tokens.sign(
                        new StreamTokens.Claims(session.id, session.incarnation, login.user.id, login.id, expiresAt)),
                expiresAt);
    }

    @Override
    @Repeatable
    @Transactional
    public SessionRoute authorize(ConnectionRequest request) {
        requireOrigin(request.sessionId(), request.origin(), request.host(), request.webSocket());
        var token = request.token()
                .orElseThrow(() -> new Problem(
                        ProblemCode.UNAUTHENTICATED,
                        "This address needs a stream token. Open the session from the console."));
        var claims = tokens.read(token, clock.instant());
        if (!claims.sessionId().equals(request.sessionId())) {
            throw new Problem(ProblemCode.FORBIDDEN, "The stream token is for another session.");
        }
        if (!logins.stillValid(Set.of(claims.loginId()), clock.instant()).contains(claims.loginId())) {
            throw signedOut();
        }
        var session = find(claims.sessionId());
        // a raw stream may be opened while its container starts: its owner holds it until there is something to connect
        // to
        if (session.state != SessionState.STARTING || !request.webSocket() || session.protocol.servesPages()) {
            Grants.requireRunning(session);
        }
        if (session.incarnation != claims.incarnation() || !claims.userId().equals(session.userId)) {
            throw new Problem(ProblemCode.FORBIDDEN, "The stream token is for an earlier container of this session.");
        }
        return route(session, claims);
    }

    @Override
    @Repeatable
    @Transactional
    public StreamToken pass(ConnectionRequest request) {
        var route = authorize(request);
        var zone = places.zone(find(route.sessionId()));
        return passes.issue(
                route,
                zone,
                zones.settings(zone).graceSeconds(),
                request.origin().orElse(""));
    }

    private SessionRoute route(Session session, StreamTokens.Claims claims) {
        UUID nodeId = session.nodeId;
        var node = nodeId == null ? null : nodes.findById(nodeId);
        if (node == null) {
            throw new Problem(ProblemCode.SESSION_NOT_RUNNING, "The node of this session is not known.");
        }
        Instant limit = session.expiresAt;
        var expiresAt = limit != null && limit.isBefore(claims.expiresAt()) ? limit : claims.expiresAt();
        return new SessionRoute(
                session.id,
                session.incarnation,
                node.address(),
                session.protocol,
                claims.userId(),
                claims.loginId(),
                expiresAt,
                Optional.ofNullable(session.console),
                Optional.empty());
    }

    private Session find(UUID id) {
        return sessions.findByIdOptional(id).orElseThrow(() -> Problem.notFound("session " + id));
    }

    /** Browsers send Origin with every WebSocket and every POST; something without one is not a browser page. */
    private void requireOrigin(UUID id, Optional<String> origin, String host, boolean required) {
        if (origin.isEmpty() && !required) {
            return;
        }
        var session = sessions.findByIdOptional(id);
        var zone = session.map(places::zone).orElse(Zone.DEFAULT);
        var console = session.flatMap(s -> Optional.ofNullable(s.console));
        if (origin.isEmpty() || !origins.allowsStream(origin.get(), host, zones.settings(zone), console)) {
            throw new Problem(
                    ProblemCode.FOREIGN_ORIGIN,
                    origin.isEmpty()
                            ? "The request says nothing about the page it comes from (no Origin header)."
                            : "Pages of " + cut(origin.get())
                                    + " may not open this stream. An administrator can allow them with the Allow Origin Domain"
                                    + " of zone " + zone + ", or with --allow-origin.");
        }
    }

    private static String cut(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }

    private static Problem signedOut() {
        return new Problem(ProblemCode.UNAUTHENTICATED, "You are signed out. Sign in again.");
    }
}
