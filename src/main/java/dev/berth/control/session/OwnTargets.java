package dev.berth.control.session;

import dev.berth.contract.Incident;
import dev.berth.contract.RecordingReport;
import dev.berth.contract.Target;
import dev.berth.contract.TargetRequest;
import dev.berth.contract.Targets;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;

/** The answers for a connection proxy in the process of the control plane, which hears no more than any other. */
@Singleton
public class OwnTargets {
    private final LocalTargets targets;
    private final TargetScope scope;

    OwnTargets(LocalTargets targets, TargetScope scope) {
        this.targets = targets;
        this.scope = scope;
    }

    public Targets of(UUID self, Set<String> roles) {
        return new Targets() {
            @Override
            public Target target(TargetRequest request) {
                scope.check(request.sessionId(), self, roles);
                return targets.target(request);
            }

            @Override
            public void incident(Incident incident) {
                scope.check(incident.sessionId(), self, roles);
                targets.incident(incident);
            }

            @Override
            public void recording(RecordingReport report) {
                scope.checkReport(report, self, roles);
                targets.recording(report);
            }
        };
    }
}
