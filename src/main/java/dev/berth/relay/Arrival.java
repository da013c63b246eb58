package dev.berth.relay;

import dev.berth.contract.Problem;
import dev.berth.contract.SessionRoute;
import dev.berth.contract.Span;
import io.netty.channel.Channel;
import io.quarkus.logging.Log;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Stream;

/** A request that was let in: where it came from, where it goes. Its body is paused until it is delivered. */
public final class Arrival {
    private final Asking asking;
    private final SessionRoute route;
    private final Refusals refusals;

    Arrival(Asking asking, SessionRoute route, Refusals refusals) {
        this.asking = asking;
        this.route = route;
        this.refusals = refusals;
    }

    public SessionRoute route() {
        return route;
    }

    /** Path and query below the session's own, beginning with a slash. */
    public String below() {
        return path().below();
    }

    /** True for an upgrade. */
    public boolean webSocket() {
        return asking.waiting().isPresent();
    }

    /** Ends the request with a problem, in the form that the browser can see. */
    public void refuse(Problem problem) {
        refusals.refuse(asking, problem);
    }

    /** Ends the request because the way to the session does not open. */
    void refuse(Upstream upstream, Throwable failure) {
        Log.debugf(failure, "the way to session %s does not open", route.sessionId());
        refuse(failure instanceof Problem problem ? problem : upstream.unanswered(failure));
    }

    /** Runs when the answer is complete, or can no longer be. */
    void onEnd(Runnable action) {
        context().addEndHandler(ended -> action.run());
    }

    /** What follows on this connection is not to be read as a request. */
    void closeAtEnd() {
        asking.closeAtEnd();
    }

    /** Other addresses of our console, which may frame a workspace. */
    List<String> consoles() {
        return Stream.concat(refusals.consoles().stream(), route.console().stream())
                .distinct()
                .toList();
    }

    /** The work of opening it, for those who do a part of that on other threads. */
    public Span trace() {
        return asking.opening().span();
    }

    Opening opening() {
        return asking.opening();
    }

    private RoutingContext context() {
        return asking.context();
    }

    HttpServerRequest request() {
        return asking.request();
    }

    SessionPath path() {
        return asking.path();
    }

    Waiting waiting() {
        return asking.waiting().orElseThrow();
    }

    Channel channel() {
        return Waiting.channel(request());
    }
}
