package dev.berth.connectionproxy.recording;

import dev.berth.contract.RecordingReport;
import dev.berth.contract.RecordingReport.State;
import dev.berth.node.FileTrouble;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Recordings that are over: what is told about them, and how long they are kept. */
final class Shelf {
    private final RecordingDirectory directory;
    private final Duration keep;
    private final Consumer<RecordingReport> tell;
    private final Predicate<UUID> open;
    private final Clock clock;

    /**
     * @param keep how long after its end; for ever when it is none
     * @param open whether a recording is still being made
     */
    Shelf(
            RecordingDirectory directory,
            Duration keep,
            Consumer<RecordingReport> tell,
            Predicate<UUID> open,
            Clock clock) {
        this.directory = directory;
        this.keep = keep;
        this.tell = tell;
        this.open = open;
        this.clock = clock;
    }

    /** One that the process before was making when it died ends with its last whole picture. */
    void takeUp(RecordingNote note) {
        var report = note.report();
        if (note.told()) {
            return;
        }
        if (!note.isOver()) {
            report = cutShort(report);
            note(new RecordingNote(report, false));
        }
        tell.accept(report);
    }

    private RecordingReport cutShort(RecordingReport report) {
        var why = "The connection proxy stopped while it was recording.";
        try {
            directory.repair(report.id());
            return new RecordingReport(
                    report.node(),
                    report.id(),
                    report.sessionId(),
                    report.startedAt(),
                    Optional.of(directory.touched(report.id())),
                    directory.size(report.id()),
                    State.CUT_SHORT,
                    why);
        } catch (IOException e) {
            return new RecordingReport(
                    report.node(),
                    report.id(),
                    report.sessionId(),
                    report.startedAt(),
                    Optional.of(clock.instant()),
                    report.bytes(),
                    State.CUT_SHORT,
                    why + " Its file: " + FileTrouble.of(e) + ".");
        }
    }

    /** The control plane knows this. */
    synchronized void told(RecordingReport report) {
        try {
            if (report.state() == State.REMOVED || report.endedAt().isPresent() && !directory.has(report.id())) {
                directory.deleteNote(report.id());
            } else if (report.endedAt().isPresent()) {
                directory.write(new RecordingNote(report, true));
            }
        } catch (IOException e) {
            Log.warnf("the note of recording %s is not written: %s", report.id(), FileTrouble.of(e));
        }
    }

    synchronized void note(RecordingNote note) {
        try {
            directory.write(note);
        } catch (IOException e) {
            Log.warnf(
                    "the note of recording %s is not written: %s", note.report().id(), FileTrouble.of(e));
        }
    }

    /** As if it had never been. */
    synchronized void forget(UUID id) {
        try {
            directory.delete(id);
            directory.deleteNote(id);
        } catch (IOException e) {
            Log.warnf("recording %s is not removed: %s", id, FileTrouble.of(e));
        }
    }

    /** Removes those whose time is over, and notices those that somebody else removed. */
    void sweep() {
        var oldest = clock.instant().minus(keep);
        for (var note : directory.notes()) {
            var report = note.report();
            if (!note.isOver() || report.state() == State.REMOVED || open.test(report.id())) {
                continue;
            }
            boolean old = !keep.isZero() && report.endedAt().orElseThrow().isBefore(oldest);
            if (old || note.told() && !directory.has(report.id())) {
                goAway(report, old ? "Recordings are kept for " + days(keep) + "." : "Its file is no longer there.");
            }
        }
    }

    private static String days(Duration keep) {
        return keep.toDays() > 0
                ? keep.toDays() + (keep.toDays() == 1 ? " day" : " days")
                : keep.toMinutes() + " minutes";
    }

    private void goAway(RecordingReport report, String why) {
        try {
            directory.delete(report.id());
            var removed = new RecordingReport(
                    report.node(),
                    report.id(),
                    report.sessionId(),
                    report.startedAt(),
                    report.endedAt(),
                    report.bytes(),
                    State.REMOVED,
                    why);
            note(new RecordingNote(removed, false));
            tell.accept(removed);
        } catch (IOException e) {
            Log.warnf("recording %s is not removed: %s", report.id(), FileTrouble.of(e));
        }
    }
}
