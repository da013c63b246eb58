package dev.berth.node;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How this node takes leave. By order of the control plane it takes nothing new, and can be told to come back. When it
 * is stopped it says so first and goes on serving while balancers notice, then takes nothing new, lets what is open end,
 * and closes what is left.
 */
@Singleton
final class Departure {
    private static final Duration LOOK = Duration.ofMillis(50);

    private final NodeConfig config;
    private final NodeState state;
    private final Requests requests;

    Departure(NodeConfig config, NodeState state, Requests requests) {
        this.config = config;
        this.state = state;
        this.requests = requests;
    }

    /** Obeys the control plane. */
    synchronized void order(List<RoleModule> modules, CheckInLoop checkIns, boolean drain, boolean release) {
        if (state.isStopping()) {
            return;
        }
        if (drain != state.isOrdered()) {
            Log.info(drain ? "drained by order: takes nothing new" : "serves again: the order to drain is withdrawn");
            state.ordered(drain);
            modules.forEach(module -> module.drain(drain));
            checkIns.soon();
        }
        if (drain && release) {
            modules.forEach(RoleModule::release);
        }
    }

    /** Returns when nothing is open any more, or its time is over. */
    void leave(List<RoleModule> modules, CheckInLoop checkIns) {
        synchronized (this) {
            state.stopping();
            modules.forEach(RoleModule::notice);
        }
        checkIns.soon();
        pause(config.drainNotice().orElse(Duration.ZERO));
        requests.last();
        modules.forEach(RoleModule::leave);
        var end = Instant.now().plus(config.drainTimeout());
        while (isBusy(modules) && Instant.now().isBefore(end)) {
            if (!pause(LOOK)) {
                return;
            }
        }
    }

    private boolean isBusy(List<RoleModule> modules) {
        return requests.open() > 0 || modules.stream().anyMatch(RoleModule::isBusy);
    }

    private static boolean pause(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
