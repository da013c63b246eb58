package dev.berth.relay;

import dev.berth.contract.OpenStream;
import dev.berth.contract.Orders;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionRoute;
import dev.berth.node.Report;
import dev.berth.node.Reporter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The browser connections of this node: what is open, for whom, until when. Any thread may call it. */
@Singleton
public final class Connections implements Reporter, AutoCloseable {
    /** One request or WebSocket that is being delivered. */
    final class Open implements AutoCloseable {
        private final SessionRoute route;
        private final Consumer<Problem> end;

        private Open(SessionRoute route, Consumer<Problem> end) {
            this.route = route;
            this.end = end;
        }

        /** It has ended. */
        @Override
        public void close() {
            open.remove(this);
        }
    }

    private final Set<Open> open = ConcurrentHashMap.newKeySet();
    private final Traffic traffic = new Traffic();
    private final List<Consumer<UUID>> sessionEnds = new CopyOnWriteArrayList<>();
    private final MeterRegistry meters;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("stream-expiry").daemon().factory());
    private volatile boolean draining;
    private volatile boolean refusesForwarding;

    Connections(MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder("berth.stream.connections", open, Set::size)
                .description("Session requests and WebSockets being delivered or forwarded")
                .register(meters);
        bytes("in", traffic.fromBrowsers());
        bytes("out", traffic.toBrowsers());
        clock.scheduleWithFixedDelay(() -> expire(Instant.now()), 1, 1, TimeUnit.SECONDS);
    }

    private void bytes(String direction, LongAdder count) {
        FunctionCounter.builder("berth.stream.bytes", count, LongAdder::doubleValue)
                .description("Stream bytes, in from browsers and out to them")
                .baseUnit("bytes")
                .tag("direction", direction)
                .register(meters);
    }

    /** @param end how to end it early; called from any thread, at most a few times */
    Open open(SessionRoute route, Consumer<Problem> end) {
        var one = new Open(route, end);
        open.add(one);
        return one;
    }

    Traffic traffic() {
        return traffic;
    }

    void authorised(String outcome) {
        meters.counter("berth.stream.authorisations", "outcome", outcome).increment();
    }

    /** Requests and WebSockets open now. */
    public int count() {
        return open.size();
    }

    /** Who is connected to what, each pair once. */
    public List<OpenStream> list() {
        return open.stream()
                .map(one -> new OpenStream(one.route.sessionId(), one.route.loginId()))
                .distinct()
                .toList();
    }

    /** The session has ended: closes its streams, and tells those who keep something for it. */
    public void cut(UUID sessionId) {
        cut(sessionId, new Problem(ProblemCode.SESSION_ENDED, "The session has ended."));
    }

    /** The session has no stream any more, for the reason that its browsers hear. */
    public void cut(UUID sessionId, Problem why) {
        end(one -> one.route.sessionId().equals(sessionId), why);
        sessionEnds.forEach(listener -> listener.accept(sessionId));
    }

    /** The sign-in may no longer use the session. */
    public void cut(OpenStream stream) {
        end(
                one -> one.route.sessionId().equals(stream.sessionId())
                        && one.route.loginId().equals(stream.loginId()),
                new Problem(ProblemCode.UNAUTHENTICATED, "The sign-in to this session has ended."));
    }

    /** Told the id of each session that was cut. */
    public void onSessionEnd(Consumer<UUID> listener) {
        sessionEnds.add(listener);
    }

    void expire(Instant now) {
        end(
                one -> !one.route.expiresAt().isAfter(now),
                new Problem(ProblemCode.UNAUTHENTICATED, "The time of this connection is over."));
    }

    private void end(Predicate<Open> which, Problem why) {
        for (var one : open) {
            if (which.test(one)) {
                one.end.accept(why);
            }
        }
    }

    /** Takes nothing new; what is open may end by itself. */
    public void drain() {
        draining = true;
    }

    /** Those of sessions on other nodes only; of what is open, none is touched. */
    void refuseForwarding(boolean on) {
        refusesForwarding = on;
    }

    boolean refusesForwarding() {
        return refusesForwarding;
    }

    void release(Predicate<SessionRoute> which) {
        end(
                one -> which.test(one.route),
                new Problem(ProblemCode.DRAINING, "This node is being drained; another one takes over."));
    }

    boolean isDraining() {
        return draining;
    }

    /** Ends all that is open. */
    @Override
    public void close() {
        drain();
        clock.shutdownNow();
        end(one -> true, new Problem(ProblemCode.DRAINING, "This node is being stopped."));
    }

    @Override
    public void report(Report report) {
        report.streams(list());
    }

    @Override
    public void obey(Orders orders) {
        orders.end().forEach(this::cut);
        orders.cut().forEach(this::cut);
    }
}
