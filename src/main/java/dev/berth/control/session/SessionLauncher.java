package dev.berth.control.session;

import dev.berth.contract.Agents;
import dev.berth.contract.LaunchProgress;
import dev.berth.contract.LaunchStep;
import dev.berth.contract.NodeAddress;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.Span;
import dev.berth.contract.Trace;
import dev.berth.control.node.NodeRepository;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.MDC;

/** Takes a placed session to its running state, or to its end with a reason. Never inside a transaction. */
@Singleton
public class SessionLauncher {
    private static final Duration HEARTBEAT = SessionSteps.LEASE.dividedBy(4);
    private static final int LONGEST_DETAIL = 1000;
    /** Launches whose agents have not answered yet; more at once would run into each other's time limits. */
    private static final int BEGINNING_AT_ONCE = 16;

    private final SessionSteps steps;
    private final SessionEnder ender;
    private final NodeRepository nodes;
    private final Agents agents;
    private final MeterRegistry metrics;
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean leaving;

    private final Semaphore beginnings = new Semaphore(BEGINNING_AT_ONCE, true);

    SessionLauncher(
            SessionSteps steps, SessionEnder ender, NodeRepository nodes, Agents agents, MeterRegistry metrics) {
        this.steps = steps;
        this.ender = ender;
        this.nodes = nodes;
        this.agents = agents;
        this.metrics = metrics;
    }

    /** Returns at once; the session's row tells how it goes. */
    void start(UUID id) {
        Thread.ofVirtual().name("launch-" + id).start(Trace.carried(() -> traced(id)));
    }

    /** Part of the request that asked for it, or a trace of its own when it is taken up. */
    private void traced(UUID id) {
        var name = "launch session";
        var span = Trace.current() == Span.NONE
                ? Trace.begin(Span.Kind.INTERNAL, name)
                : Trace.part(Span.Kind.INTERNAL, name);
        span.say(Span.SESSION, id.toString()).of(() -> launch(id));
    }

    /** This web app is leaving: another may take up what is under way here. The agents go on with it all the while. */
    public void handOver() {
        leaving = true;
        for (var id : underWay) {
            try {
                steps.giveUpLease(id);
            } catch (RuntimeException databaseGone) {
                Log.debug("the lease of a launch runs out by itself", databaseGone);
            }
        }
    }

    private void launch(UUID id) {
        MDC.put("session", id.toString());
        var session = steps.read(id).orElse(null);
        if (session == null || session.state != SessionState.STARTING) {
            return;
        }
        var begun = Instant.now();
        underWay.add(id);
        var heart = Thread.ofVirtual().name("launch-lease-" + id).start(() -> beat(id));
        try {
            beginnings.acquire();
            attempt(session, new Throttle(id));
            metrics.timer("berth.session.launch", "outcome", "running").record(Duration.between(begun, Instant.now()));
        } catch (Problem problem) {
            if (leaving) {
                // its connections are being closed; that says nothing about the launch
                return;
            }
            Trace.current().failed(problem);
            failed(session, problem);
            metrics.timer("berth.session.launch", "outcome", problem.code().wireName())
                    .record(Duration.between(begun, Instant.now()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // most likely the database: the row stays as it is, and the reconciler takes it up
            Log.warn("launch interrupted", e);
        } finally {
            heart.interrupt();
            underWay.remove(id);
            MDC.remove("session");
        }
    }

    private void attempt(Session session, Throttle throttle) {
        try {
            attempt(session, (Consumer<LaunchProgress>) throttle);
        } finally {
            throttle.begun();
        }
    }

    private void attempt(Session session, Consumer<LaunchProgress> progress) {
        var spec = steps.spec(session)
                .orElseThrow(() -> new Problem(ProblemCode.LAUNCH_FAILED, "The workspace was deleted meanwhile."));
        var node = address(session);
        Log.infof("launching %s (%s) for %s on %s", spec.workspaceName(), spec.image(), spec.userName(), node.name());
        agents.at(node).launch(spec, progress);
        if (steps.running(session)) {
            Log.infof("running");
        } else {
            ender.finish(session.id);
        }
    }

    private void failed(Session session, Problem problem) {
        var detail = problem.detail();
        Log.infof("launch failed: %s", problem.getMessage());
        steps.launchFailed(session, detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL)));
        // when somebody ended it during the launch, the row is in ENDING instead
        ender.finish(session.id);
    }

    NodeAddress address(Session session) {
        var id = session.nodeId;
        var node = id == null ? null : QuarkusTransaction.requiringNew().call(() -> nodes.findById(id));
        if (node == null) {
            throw new Problem(ProblemCode.LAUNCH_FAILED, "The node of this session is gone.");
        }
        return node.address();
    }

    private void beat(UUID id) {
        try {
            while (true) {
                Thread.sleep(HEARTBEAT);
                if (leaving) {
                    return;
                }
                steps.renewLease(id);
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException databaseGone) {
            Log.debug("the launch lease could not be renewed", databaseGone);
        }
    }

    /** Writes a step at once and percentages a few times a second. */
    private final class Throttle implements Consumer<LaunchProgress> {
        private static final long LEAST_NANOS = 250_000_000;
        private final UUID id;
        private LaunchStep last = LaunchStep.WAITING;
        private long writtenAt;
        private final AtomicBoolean begun = new AtomicBoolean();

        Throttle(UUID id) {
            this.id = id;
        }

        /** The agent is at work, or the launch is over: the next one may begin. */
        void begun() {
            if (begun.compareAndSet(false, true)) {
                beginnings.release();
            }
        }

        @Override
        public synchronized void accept(LaunchProgress progress) {
            begun();
            long now = System.nanoTime();
            if (leaving) {
                return;
            }
            if (progress.step() != last || now - writtenAt > LEAST_NANOS) {
                last = progress.step();
                writtenAt = now;
                try {
                    steps.progress(id, progress);
                } catch (RuntimeException databaseGone) {
                    // the launch itself needs no database until its end
                    Log.debug("a step of a launch could not be written", databaseGone);
                }
            }
        }
    }
}
