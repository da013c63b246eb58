package dev.berth.agent;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** What an agent does now and then: firewall rules that others flushed, networks that a crash left behind. */
final class Upkeep {
    private static final Duration INTERVAL = Duration.ofSeconds(60);

    private final Firewall firewall;
    private final Networks networks;
    private final Sessions sessions;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile long last = System.nanoTime();

    Upkeep(Firewall firewall, Networks networks, Sessions sessions) {
        this.firewall = firewall;
        this.networks = networks;
        this.sessions = sessions;
    }

    void runIfDue() {
        if (System.nanoTime() - last > INTERVAL.toNanos()) {
            run();
        }
    }

    /** In the background; never twice at once. */
    void run() {
        if (running.compareAndSet(false, true)) {
            last = System.nanoTime();
            Thread.ofVirtual().name("upkeep").start(() -> {
                try {
                    firewall.ensure();
                    sessions.running(); // knows again what the process before it launched
                    networks.sweep(sessions::usedNetworks);
                    networks.refill();
                } catch (RuntimeException e) {
                    Log.debugf("upkeep will be tried again: %s", e.getMessage());
                } finally {
                    running.set(false);
                }
            });
        }
    }
}
