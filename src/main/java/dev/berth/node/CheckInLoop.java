package dev.berth.node;

import dev.berth.contract.CheckIn;
import dev.berth.contract.NodeRegistry;
import dev.berth.contract.Problem;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reports to the {@link NodeRegistry} every few seconds and hands the orders that come back to the node's parts. */
@Singleton
public final class CheckInLoop {
    private final NodeIdentity identity;
    private final NodeConfig config;
    private final Set<String> roles;
    private final NodeRegistry registry;
    private final NodeState state;
    private final ClockOffset offset;
    private final OwnZone zone;
    private final Semaphore wake = new Semaphore(0);
    private List<Reporter> reporters = List.of();
    private Optional<Duration> roundTrip = Optional.empty();
    private volatile List<String> notices = List.of();
    private volatile boolean running;
    private String failing = "";
    private @Nullable Thread thread;

    CheckInLoop(
            NodeIdentity identity,
            NodeConfig config,
            Roles roles,
            NodeRegistry registry,
            NodeState state,
            ClockOffset offset,
            OwnZone zone) {
        this.identity = identity;
        this.config = config;
        this.roles = roles.names();
        this.registry = registry;
        this.state = state;
        this.offset = offset;
        this.zone = zone;
    }

    void start(Collection<Reporter> parts) {
        reporters = List.copyOf(parts);
        running = true;
        thread = Thread.ofVirtual().name("check-in").start(this::loop);
    }

    void stop() {
        running = false;
        wake.release();
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Reports now instead of at the next beat. */
    public void soon() {
        wake.release();
    }

    private void loop() {
        while (running) {
            try {
                checkIn();
                wake.tryAcquire(config.checkInInterval().toMillis(), TimeUnit.MILLISECONDS);
                wake.drainPermits();
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void checkIn() {
        try {
            var report = new Report();
            reporters.forEach(reporter -> reporter.report(report));
            var asked = Instant.now();
            var begun = System.nanoTime();
            var orders = registry.checkIn(new CheckIn(
                    identity.address(),
                    identity.zone(),
                    roles,
                    Version.current(),
                    identity.startedAt(),
                    asked,
                    state.isDraining(),
                    roundTrip,
                    report.capacity(),
                    report.sessions(),
                    report.streams(),
                    report.images(),
                    report.findings(),
                    zone.version(),
                    report.passListAt(),
                    report.passUses()));
            roundTrip = Optional.of(Duration.ofNanos(System.nanoTime() - begun));
            orders.now().ifPresent(now -> offset.learn(now, asked, Instant.now()));
            orders.zone().ifPresent(zone::learn);
            reporters.forEach(reporter -> reporter.obey(orders));
            heed(orders.notices());
            if (!failing.isEmpty()) {
                failing = "";
                Log.info("check-in succeeds again");
            }
        } catch (Problem problem) {
            complain(problem.detail());
        } catch (RuntimeException e) {
            if (running) {
                complain(e.toString());
            }
        }
    }

    /** What keeps this node from serving, as the control plane has told it; empty when nothing does. */
    Optional<String> notice() {
        return notices.stream().findFirst();
    }

    private void heed(List<String> told) {
        if (!told.equals(notices)) {
            notices = List.copyOf(told);
            notices.forEach(Log::warn);
            if (notices.isEmpty()) {
                Log.info("the control plane has nothing against this node any more");
            }
        }
    }

    /** Once per outage and reason, whatever times it names: a database that is away for an hour must not fill the log. */
    private void complain(String why) {
        var reason = why.replaceAll("\\d+", "");
        if (!reason.equals(failing)) {
            failing = reason;
            Log.warnf("check-in failed, trying again every %s: %s", config.checkInInterval(), why);
        }
    }
}
