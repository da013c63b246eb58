package dev.berth.connectionproxy.recording;

import dev.berth.contract.RecordingReport;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is kept beside a recording, so that nothing about it is lost with the process.
 *
 * @param told the control plane knows this
 */
@RegisterForReflection
record RecordingNote(RecordingReport report, boolean told) {
    boolean isOver() {
        return report.endedAt().isPresent();
    }
}
