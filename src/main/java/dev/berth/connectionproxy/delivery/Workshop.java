package dev.berth.connectionproxy.delivery;

import dev.berth.contract.Incident;
import dev.berth.contract.Targets;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What every machine of this node is connected with.
 *
 * @param firstPicture the time that a machine has for it; beyond this, guacd most likely has no way to it
 */
record Workshop(
        Supplier<Targets> targets,
        Reach reach,
        InstructionTaps taps,
        RemoteConfig config,
        RemoteMetrics metrics,
        Duration firstPicture) {
    static final Duration FIRST_PICTURE = Duration.ofSeconds(45);

    /** Tells the control plane without waiting for it. */
    void tell(Incident incident) {
        Thread.ofVirtual().name("incident-" + incident.sessionId()).start(() -> {
            try {
                targets.get().incident(incident);
            } catch (RuntimeException failure) {
                Log.warnf("an incident of session %s was not told: %s", incident.sessionId(), failure.getMessage());
            }
        });
    }
}
