package dev.berth.relay;

import dev.berth.contract.ConnectionRequest;
import dev.berth.contract.GrantRequest;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionAuthorizer;
import dev.berth.contract.SessionRoute;
import dev.berth.contract.StreamToken;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Decides like the control plane: origin first, then token, then the session. */
public final class TestAuthorizer implements SessionAuthorizer {
    public static final String TOKEN = "good-token";
    public static final String GRANT = "good-grant";
    public static final String ORIGIN = "https://desk.example";

    private final ConcurrentHashMap<String, SessionRoute> routes = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Problem> gone = new ConcurrentHashMap<>();
    private volatile boolean silent;
    private final List<ConnectionRequest> asked = new CopyOnWriteArrayList<>();

    public void allow(SessionRoute route) {
        routes.put(route.sessionId().toString(), route);
    }

    void refuse(String session, ProblemCode code) {
        gone.put(session, new Problem(code, "as the test wants"));
    }

    List<ConnectionRequest> asked() {
        return asked;
    }

    /** From now on it does not answer. */
    void silence() {
        silent = true;
    }

    @Override
    public StreamToken redeem(GrantRequest request) {
        checkOrigin(request.origin());
        if (!request.grant().equals(GRANT)) {
            throw new Problem(ProblemCode.UNAUTHENTICATED, "The grant is not valid.");
        }
        return new StreamToken(TOKEN, Instant.now().plusSeconds(600));
    }

    @Override
    public StreamToken pass(ConnectionRequest request) {
        authorize(request);
        return new StreamToken("a-pass", Instant.now().plusSeconds(60));
    }

    private static void checkOrigin(Optional<String> origin) {
        if (origin.isEmpty() || !origin.get().equals(ORIGIN)) {
            throw new Problem(ProblemCode.FOREIGN_ORIGIN, "Not from here.");
        }
    }

    @Override
    public SessionRoute authorize(ConnectionRequest request) {
        asked.add(request);
        if (silent) {
            throw new Problem(ProblemCode.UNAVAILABLE, "Nobody answers.", new IOException("cut"));
        }
        if (request.webSocket() || request.origin().isPresent()) {
            checkOrigin(request.origin());
        }
        if (!request.token().equals(Optional.of(TOKEN))) {
            throw new Problem(ProblemCode.UNAUTHENTICATED, "No token.");
        }
        var problem = gone.get(request.sessionId().toString());
        if (problem != null) {
            throw problem;
        }
        var route = routes.get(request.sessionId().toString());
        if (route == null) {
            throw Problem.notFound("such session");
        }
        return route;
    }
}
