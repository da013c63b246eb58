package dev.berth.webapp.internal;

import dev.berth.contract.Greeting;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.UpstreamReport;
import dev.berth.control.DatabaseStatus;
import dev.berth.control.node.Upstreams;
import dev.berth.node.NodeIdentity;
import dev.berth.node.NodeName;
import dev.berth.node.NodeState;
import dev.berth.node.call.NodeCalls;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What nodes test their Upstream Auth Address with: {@code hello}, {@code greet}, {@code echo} and {@code upstream}. */
@Singleton
public final class UpstreamCalls {
    private static final int BEFORE_THE_API = -1000;
    private static final int LONGEST_ECHO = 64;
    private static final long ECHO_MILLIS = 10_000;
    private static final Duration FRESH = Duration.ofSeconds(2);

    /** Whether the database answered, and when that was. */
    private record Health(boolean ok, Instant at) {}

    private final NodeCalls calls;
    private final Upstreams upstreams;
    private final DatabaseStatus database;
    private final NodeIdentity self;
    private final NodeState state;
    private final Clock clock;
    private volatile Health health = new Health(false, Instant.MIN);

    UpstreamCalls(
            NodeCalls calls,
            Upstreams upstreams,
            DatabaseStatus database,
            NodeIdentity self,
            NodeState state,
            Clock clock) {
        this.calls = calls;
        this.upstreams = upstreams;
        this.database = database;
        this.self = self;
        this.state = state;
        this.clock = clock;
    }

    void mount(Router router) {
        router.get("/internal/control/echo").order(BEFORE_THE_API).handler(this::echo);
        calls.below(router, "/internal/control/")
                .open("hello", Greeting.Question.class, this::greeting)
                .answer("greet", Greeting.Question.class, (caller, question) -> {}, this::greeting)
                .carryOut("upstream", UpstreamReport.class, UpstreamCalls::admit, upstreams::record);
    }

    private static void admit(NodeName caller, UpstreamReport report) {
        if (!caller.id().equals(report.node())) {
            throw new Problem(ProblemCode.FORBIDDEN, "A node may speak for itself only.");
        }
    }

    private Greeting greeting(Greeting.Question question) {
        return new Greeting(self.address().id(), self.address().name(), clock.instant(), isHealthy());
    }

    private boolean isHealthy() {
        var known = health;
        if (known.at().plus(FRESH).isBefore(clock.instant())) {
            known = new Health(answers(), clock.instant());
            health = known;
        }
        return known.ok() && !state.isDraining();
    }

    private boolean answers() {
        try {
            database.ping();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** One short message, once: nobody has signed in here. */
    private void echo(RoutingContext context) {
        if (!"websocket".equalsIgnoreCase(context.request().getHeader("Upgrade"))) {
            context.fail(400);
            return;
        }
        context.request().toWebSocket().onSuccess(socket -> {
            long end = context.vertx().setTimer(ECHO_MILLIS, over -> socket.close());
            socket.closeHandler(closed -> context.vertx().cancelTimer(end));
            socket.frameHandler(frame -> {
                if (frame.isText() && frame.isFinal() && frame.textData().length() <= LONGEST_ECHO) {
                    answer(socket, frame.textData());
                } else if (!frame.isClose()) {
                    socket.close();
                }
            });
        });
    }

    private static void answer(ServerWebSocket socket, String text) {
        socket.writeTextMessage(text);
    }
}
