package dev.berth.connectionproxy.delivery;

import dev.berth.contract.Incident;
import dev.berth.contract.Targets;
import io.quarkus.logging.Log;
import java.util.function.Supplier;

/** What every machine of this node is connected with. */
record Workshop(
        Supplier<Targets> targets, Reach reach, InstructionTaps taps, RemoteConfig config, RemoteMetrics metrics) {
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
