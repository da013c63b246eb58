package dev.berth.relay;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import io.quarkus.logging.Log;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * Says no. A browser sees only code 1006 when a WebSocket handshake is refused by status. So a page of our own site
 * that came with a token gets its handshake completed and then the close code, without a byte of any session. All
 * others get the plain HTTP status.
 */
@Singleton
final class Refusals {
    private final Origins origins;

    Refusals(Origins origins) {
        this.origins = origins;
    }

    List<String> consoles() {
        return origins.configured();
    }

    void refuse(Asking asking, Problem problem) {
        asking.opening().refused(problem);
        if (problem.code() == ProblemCode.INTERNAL) {
            Log.warn("a session request failed", problem);
        }
        if (asking.waiting().isPresent() && isForThePage(problem.code()) && mayKnow(asking)) {
            var key = asking.header("Sec-WebSocket-Key").orElse("");
            var farewell = new Farewell(problem.code().closeCode(), problem.detail());
            var headers = Map.of("Sec-WebSocket-Accept", Upgrade.accept(key));
            asking.waiting().get().open(asking.request(), headers, farewell, farewell::opened);
        } else {
            overHttp(asking, problem);
        }
    }

    /** For a request that could not even be read: no more than a status, and the connection is over. */
    void refuseUnread(RoutingContext context, Problem problem) {
        context.response().putHeader("Connection", "close");
        context.addEndHandler(ended -> context.request().connection().close());
        Problems.write(context.response(), problem);
    }

    private boolean mayKnow(Asking asking) {
        return asking.token().isPresent() && origins.isKnown(asking.header("Origin"), asking.host());
    }

    /** True for what a page has to tell apart to say the right thing to its user. */
    private static boolean isForThePage(ProblemCode code) {
        return switch (code) {
            case UNAUTHENTICATED,
                    SESSION_NOT_RUNNING,
                    SESSION_ENDED,
                    LAUNCH_FAILED,
                    TARGET_UNREACHABLE,
                    UNAVAILABLE,
                    DRAINING,
                    TIMEOUT -> true;
            case INVALID,
                    INVALID_CREDENTIALS,
                    FORBIDDEN,
                    FOREIGN_ORIGIN,
                    CSRF,
                    PASSWORD_CHANGE_REQUIRED,
                    NOT_FOUND,
                    CONFLICT,
                    SESSION_LIMIT,
                    TOO_LARGE,
                    ACCOUNT_LOCKED,
                    RATE_LIMITED,
                    INTERNAL,
                    NO_CAPACITY -> false;
        };
    }

    private static void overHttp(Asking asking, Problem problem) {
        var request = asking.request();
        var response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            // too late for a status: half a body must not look like a whole one
            request.connection().close();
            return;
        }
        asking.waiting().ifPresent(Waiting::refused);
        // after a failed upgrade or a body that nobody read, what follows on this connection is not a request
        if (asking.waiting().isPresent() || asking.hasBody()) {
            asking.closeAtEnd();
        }
        Problems.write(response, problem);
    }
}
