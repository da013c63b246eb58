package dev.berth.load;

import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Program;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Simulated agents that check in again and again, with whichever web app answers. */
public final class SimulatedFleet implements AutoCloseable {
    private static final int AT_ONCE = 128;
    /** Reports wait for each other for a moment at the web app, so more of them are under way. */
    private static final int LEAN_AT_ONCE = 512;

    private static final int JOINING_AT_ONCE = 8;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newBuilder()
            .sslContext(BerthClient.trusting())
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final ScheduledExecutorService beat = Executors.newScheduledThreadPool(1);
    private final List<SimulatedAgent> agents = new ArrayList<>();
    private final List<String> upstreams;
    private final @Nullable LeanSender lean;
    private final @Nullable Doors doors;
    public final LongAdder answered = new LongAdder();
    public final LongAdder failed = new LongAdder();
    public final LongAdder late = new LongAdder();
    private final Semaphore places;

    public SimulatedFleet(List<String> upstreams) {
        this.upstreams = List.copyOf(upstreams);
        this.lean = null;
        this.doors = null;
        this.places = new Semaphore(AT_ONCE);
    }

    private SimulatedFleet(String upstream) {
        this.upstreams = List.of(upstream);
        this.lean = new LeanSender(vertx, upstream, LEAN_AT_ONCE);
        this.doors = new Doors(vertx);
        this.places = new Semaphore(LEAN_AT_ONCE);
    }

    /** One that costs little itself, however many they are, and whose agents serve once somebody comes. */
    static SimulatedFleet lean(String upstream) {
        return new SimulatedFleet(upstream);
    }

    /**
     * Joins by real enrolment and reports from now on.
     *
     * @param served whether it listens for calls of web apps
     */
    public void add(
            BerthClient administrator, int count, boolean served, double cores, long memoryBytes, Duration interval) {
        var first = agents.size();
        var joining = new ArrayList<Future<SimulatedAgent>>();
        try (var pool = Executors.newFixedThreadPool(JOINING_AT_ONCE)) {
            for (int i = 0; i < count; i++) {
                var agent = new SimulatedAgent(http, "sim-" + (first + i), cores, memoryBytes);
                if (doors != null) {
                    doors.add(first + i, agent);
                }
                joining.add(pool.submit(() -> join(agent, administrator, served)));
            }
        }
        for (var joined : joining) {
            var agent = joined.resultNow();
            agents.add(agent);
            long nanos = interval.toNanos();
            int home = agents.size();
            beat.scheduleAtFixedRate(
                    () -> beat(agent, home), (long) (Math.random() * nanos), nanos, TimeUnit.NANOSECONDS);
        }
    }

    private SimulatedAgent join(SimulatedAgent agent, BerthClient administrator, boolean served)
            throws IOException, InterruptedException {
        if (served) {
            agent.at(Program.freePort());
        }
        var token = administrator
                .post("/api/admin/enrolments", Map.of("roles", List.of("agent"), "zone", "default"))
                .expect(201)
                .body()
                .path("token")
                .asText();
        agent.join(upstreams.getFirst(), token);
        if (served) {
            agent.serve(vertx);
        }
        return agent;
    }

    /** A beat that finds too many others under way is late, and left out. */
    private void beat(SimulatedAgent agent, int home) {
        if (!places.tryAcquire()) {
            late.increment();
            return;
        }
        if (lean != null) {
            lean.checkIn(agent).onComplete(done -> {
                places.release();
                (done.succeeded() && done.result() ? answered : failed).increment();
            });
            return;
        }
        Thread.ofVirtual().start(() -> {
            try {
                report(agent, home);
            } finally {
                places.release();
            }
        });
    }

    /** At its own web app, or else at the next. */
    private void report(SimulatedAgent agent, int home) {
        for (int attempt = 0; attempt < upstreams.size(); attempt++) {
            try {
                if (agent.checkIn(upstreams.get((home + attempt) % upstreams.size())) == 200) {
                    answered.increment();
                    return;
                }
            } catch (IOException gone) {
                // the next one
            } catch (InterruptedException stopping) {
                return;
            }
        }
        failed.increment();
    }

    public void awaitReady(BerthClient administrator) {
        Await.until(agents.size() + " agents are ready", Duration.ofSeconds(180), () -> {
            int ready = 0;
            for (var node : administrator.get("/api/admin/nodes").expect(200).body()) {
                ready += node.path("state").asText().equals("ready")
                                && node.path("name").asText().startsWith("sim-")
                        ? 1
                        : 0;
            }
            return ready == agents.size();
        });
    }

    /** What runs where; a session that runs twice is an error. */
    public Map<UUID, SimulatedAgent> sessions() {
        var all = new HashMap<UUID, SimulatedAgent>();
        for (var agent : agents) {
            for (var session : agent.sessions()) {
                if (all.put(session, agent) != null) {
                    throw new AssertionError("session " + session + " runs twice");
                }
            }
        }
        return all;
    }

    public List<SimulatedAgent> agents() {
        return List.copyOf(agents);
    }

    @Override
    public void close() {
        beat.shutdownNow();
        if (lean != null) {
            lean.close();
        }
        if (doors != null) {
            doors.close();
        }
        vertx.close();
        http.close();
    }
}
