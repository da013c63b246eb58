package dev.berth.connectionproxy.recording;

import dev.berth.contract.Incident;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RecordingReport;
import dev.berth.contract.Target;
import dev.berth.contract.TargetRequest;
import dev.berth.contract.Targets;
import dev.berth.topology.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A control plane that hears about recordings, unless it is away. */
final class FakeTargets implements Targets {
    final List<RecordingReport> heard = new CopyOnWriteArrayList<>();
    volatile boolean away;

    @Override
    public Target target(TargetRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void incident(Incident incident) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void recording(RecordingReport report) {
        if (away) {
            throw new Problem(ProblemCode.UNAVAILABLE, "No web app answers.");
        }
        heard.add(report);
    }

    RecordingReport await(RecordingReport.State state) {
        return Await.value(
                "a recording that is " + state,
                Duration.ofSeconds(60),
                () -> heard.stream()
                        .filter(report -> report.state() == state)
                        .findFirst()
                        .orElse(null));
    }
}
