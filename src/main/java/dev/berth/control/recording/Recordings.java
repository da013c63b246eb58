package dev.berth.control.recording;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RecordingReport;
import dev.berth.contract.RecordingReport.State;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.node.Nodes;
import dev.berth.control.user.Caller;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps the list of recordings. */
@Singleton
public class Recordings {
    private static final int LONGEST_DETAIL = 1000;
    private static final int MOST = 1000;

    private final RecordingRepository recordings;
    private final Nodes nodes;
    private final AuditTrail audit;
    private final Clock clock;

    Recordings(RecordingRepository recordings, Nodes nodes, AuditTrail audit, Clock clock) {
        this.recordings = recordings;
        this.nodes = nodes;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param unavailable why it cannot be played; empty when it can */
    public record Listed(Recording recording, Optional<String> unavailable) {}

    /**
     * Notes what a connection proxy says about one of its recordings.
     *
     * @throws Problem {@code NOT_FOUND} when there is no such session near the node
     */
    @Transactional
    public void record(@Observes RecordingReport report) {
        if (report.state() == null || report.id() == null || report.startedAt() == null || report.bytes() < 0) {
            throw Problem.invalid("state", "The report says nothing about the recording.");
        }
        var now = clock.instant();
        var text = report.detail();
        var detail = text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL) + "…";
        if (recordings.update(report, detail, now) || recordings.findById(report.id()) != null) {
            return;
        }
        // an administrator may have deleted what its node removed by itself
        if (report.state() != State.REMOVED && !recordings.insert(report, detail, now)) {
            throw new Problem(ProblemCode.NOT_FOUND, "No session of this node is recorded so.");
        }
    }

    /** The latest first. */
    @Transactional
    public List<Listed> list(@Nullable UUID session, @Nullable UUID user) {
        var found = recordings.latest(session, user, MOST);
        if (found.isEmpty()) {
            return List.of();
        }
        var known = nodes.all().stream().collect(Collectors.toMap(seen -> seen.node().id, Function.identity()));
        return found.stream()
                .map(recording -> new Listed(recording, unavailable(recording, known)))
                .toList();
    }

    /** @throws Problem {@code NOT_FOUND} */
    @Transactional
    public Listed get(UUID id) {
        var recording = recordings.findById(id);
        if (recording == null) {
            throw new Problem(ProblemCode.NOT_FOUND, "There is no such recording; it may have been deleted.");
        }
        var known = nodes.all().stream().collect(Collectors.toMap(seen -> seen.node().id, Function.identity()));
        return new Listed(recording, unavailable(recording, known));
    }

    private static Optional<String> unavailable(Recording recording, Map<UUID, Nodes.Seen> nodes) {
        if (recording.removalAt != null) {
            return Optional.of("It is being deleted.");
        }
        if (recording.state == State.REMOVED) {
            return Optional.of("It is gone. " + recording.detail);
        }
        if (recording.endedAt != null && recording.bytes == 0) {
            return Optional.of("Nothing was recorded. " + recording.detail);
        }
        var seen = nodes.get(recording.nodeId);
        if (seen == null) {
            return Optional.of("The node " + recording.nodeName + ", which keeps it, was removed.");
        }
        if (seen.missing()) {
            return Optional.of("The node " + seen.node().name + ", which keeps it, does not report at the moment.");
        }
        return seen.node().notAdmitted().map(why -> "The node " + seen.node().name + ", which keeps it, " + why + ".");
    }

    /**
     * Has its node remove it, now or when that can be reached again.
     *
     * @throws Problem {@code NOT_FOUND}, {@code CONFLICT} while it is being made
     */
    @Transactional
    public void delete(UUID id, Caller by) {
        var listed = get(id);
        var recording = listed.recording();
        // one whose node is gone is made by nobody any more
        if (recording.state == State.WRITING && listed.unavailable().isEmpty()) {
            throw new Problem(ProblemCode.CONFLICT, "The recording is still being written. End its session first.");
        }
        if (recordings.markRemoval(id, clock.instant())) {
            audit.record(by.name(), "recording.deleted", id.toString(), recording.what(), by.address());
        }
    }
}
