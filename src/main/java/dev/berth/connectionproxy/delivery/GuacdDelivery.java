package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.instruction.Instructions;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionRoute;
import dev.berth.contract.TargetRequest;
import dev.berth.relay.Arrival;
import dev.berth.relay.Connections;
import dev.berth.relay.Conversation;
import dev.berth.relay.Delivery;
import dev.berth.relay.Relay;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Delivers sessions on existing machines: what guacd makes of them, as text messages of the Guacamole protocol. */
@Singleton
public final class GuacdDelivery implements Delivery {
    private static final String SUBPROTOCOL = "guacamole";
    private static final Conversation.Limits LIMITS = new Conversation.Limits(64 * 1024, Duration.ofSeconds(15));
    private static final Duration LAST_WAIT = Duration.ofSeconds(3);
    private static final long TICK = Duration.ofSeconds(1).toNanos();

    private final Workshop workshop;
    private final Relay relay;
    private final Map<UUID, Machine> machines = new ConcurrentHashMap<>();
    private volatile boolean running;

    GuacdDelivery(Workshop workshop, Relay relay, Connections connections) {
        this.workshop = workshop;
        this.relay = relay;
        connections.onSessionEnd(this::end);
        workshop.metrics()
                .gauges(
                        machines::size,
                        () -> machines.values().stream()
                                .mapToInt(Machine::browsers)
                                .sum());
    }

    /** Looks after all machines from now on. */
    public void start() {
        running = true;
        Thread.ofVirtual().name("machines").start(() -> {
            while (running) {
                LockSupport.parkNanos(TICK);
                machines.values().forEach(GuacdDelivery::tick);
            }
        });
    }

    /** One that fails must not keep the others from being looked after. */
    private static void tick(Machine machine) {
        try {
            machine.tick();
        } catch (RuntimeException failure) {
            Log.error("a machine could not be looked after", failure);
        }
    }

    /** Ends all of them, and waits a little for their recordings to be finished. */
    public void stop() {
        running = false;
        var all = List.copyOf(machines.values());
        all.forEach(
                machine -> machine.end(new Problem(ProblemCode.DRAINING, "This node is being stopped."), "ordered"));
        CompletableFuture.allOf(all.stream().map(Machine::closed).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private void end(UUID session) {
        var machine = machines.get(session);
        if (machine != null) {
            machine.end(new Problem(ProblemCode.SESSION_ENDED, "The session has ended."), "ordered");
        }
    }

    @Override
    public boolean accepts(SessionRoute route) {
        return !route.protocol().ofContainers();
    }

    @Override
    public void deliver(Arrival arrival) {
        if (!arrival.webSocket()) {
            throw new Problem(ProblemCode.NOT_FOUND, "This session has a stream and no pages.");
        }
        var screen = Screen.parse(arrival.below());
        var route = arrival.route();
        var request = new TargetRequest(route.sessionId(), route.incarnation());
        var trace = arrival.trace();
        relay.converse(arrival, SUBPROTOCOL, LIMITS, talk -> {
            hello(talk);
            return trace.within(() -> enter(request, talk, screen));
        });
    }

    /** What a Guacamole tunnel says first: its id, which nobody uses for anything here. */
    private static void hello(Conversation talk) {
        var id = Instructions.of("", UUID.randomUUID().toString());
        talk.send(id, 0, id.length);
        talk.flush();
    }

    private Visitor enter(TargetRequest request, Conversation talk, Screen screen) {
        var fresh = new Machine(request, screen, workshop, over -> machines.remove(request.sessionId(), over));
        var former = new Object() {
            @Nullable
            Machine machine;
        };
        var machine = machines.compute(request.sessionId(), (id, there) -> {
            if (there != null && there.isJoinable(request)) {
                return there;
            }
            former.machine = there;
            return fresh;
        });
        if (former.machine != null) {
            former.machine.end(new Problem(ProblemCode.CONFLICT, "The session goes on in another window."), "ordered");
        }
        var visitor = new Visitor(talk, screen, machine::leave);
        if (machine == fresh) {
            fresh.start(visitor);
        } else {
            machine.join(visitor);
        }
        return visitor;
    }
}
