package dev.berth.connectionproxy.recording;

import dev.berth.connectionproxy.delivery.InstructionTap;
import dev.berth.connectionproxy.delivery.InstructionTaps;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RecordingPart;
import dev.berth.contract.RecordingReport;
import dev.berth.contract.RecordingReport.State;
import dev.berth.contract.RecordingRequest;
import dev.berth.contract.SessionPolicy;
import dev.berth.contract.Target;
import dev.berth.contract.Targets;
import dev.berth.node.FileTrouble;
import dev.berth.node.NodeConfig;
import dev.berth.node.NodeIdentity;
import io.quarkus.logging.Log;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All recordings of this node: those being made, those that are kept, and those whose time is over. */
@Singleton
public final class Recordings implements InstructionTaps {
    /** Waits for the disk: some seconds of the liveliest picture. */
    private static final int QUEUE = 8 << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration BEAT = Duration.ofSeconds(15);
    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final int LARGEST_PART = 1 << 20;

    private final RecordingConfig config;
    private final UUID self;
    private final RecordingDirectory directory;
    private final RecordingReports reports;
    private final Shelf shelf;
    private final Clock clock;
    private final Map<UUID, Open> open = new ConcurrentHashMap<>();
    /** Also of those that are over, until that is written down. */
    private final Set<RecordingWriter> writers = ConcurrentHashMap.newKeySet();

    private @Nullable Thread upkeep;

    /** One that is being made. */
    private record Open(RecordingReport begun, RecordingWriter writer) {
        RecordingReport now() {
            return new RecordingReport(
                    begun.node(),
                    begun.id(),
                    begun.sessionId(),
                    begun.startedAt(),
                    Optional.empty(),
                    writer.written(),
                    State.WRITING,
                    "");
        }
    }

    @Inject
    Recordings(RecordingConfig config, NodeConfig common, NodeIdentity self, Instance<Targets> targets, Clock clock) {
        this(
                config,
                config.directory().orElseGet(() -> common.dataDir().resolve("recordings")),
                self.address().id(),
                targets::get, // looked up late: a local one needs the database
                clock);
    }

    Recordings(RecordingConfig config, Path directory, UUID self, Supplier<Targets> targets, Clock clock) {
        this.config = config;
        this.self = self;
        this.directory = new RecordingDirectory(directory);
        this.clock = clock;
        this.reports = new RecordingReports(targets, this::told);
        this.shelf = new Shelf(this.directory, config.keep(), reports::tell, open::containsKey, clock);
    }

    /** Takes up what the process before left behind. */
    public void start() {
        reports.start();
        // before there are any of our own
        var left = directory.notes();
        upkeep = Thread.ofPlatform().name("recordings").daemon().start(() -> work(left));
    }

    /** Recordings that are being made end; they are whole when their connections have ended before. */
    public void stop() {
        open.values().forEach(one -> one.writer().close());
        try {
            for (var writer : writers) {
                writer.awaitEnd(FAREWELL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reports.stop();
        if (upkeep != null) {
            upkeep.interrupt();
        }
    }

    @Override
    public Optional<InstructionTap> open(Target target) {
        return switch (target.policy().recording()) {
            case OFF -> Optional.empty();
            case ON, REQUIRED -> begin(target);
        };
    }

    private Optional<InstructionTap> begin(Target target) {
        var begun = new RecordingReport(
                self, UUID.randomUUID(), target.sessionId(), clock.instant(), Optional.empty(), 0, State.WRITING, "");
        try {
            var complaint = complaint();
            if (complaint.isPresent()) {
                throw new IOException(complaint.get());
            }
            var file = directory.create(new RecordingNote(begun, false));
            var limits = new RecordingWriter.Limits(config.maxBytes().asLongValue(), QUEUE, PATIENCE);
            var writer = new RecordingWriter(
                    file, limits, () -> complaint().map(why -> why + "."), failure -> over(begun.id(), failure));
            writers.add(writer);
            open.put(begun.id(), new Open(begun, writer));
            return Optional.of(new Recorder(
                    writer.start("recording-" + begun.id()),
                    config.keys(),
                    () -> System.nanoTime() / 1_000_000,
                    () -> reports.tell(begun)));
        } catch (IOException e) {
            var why = "It could not begin in " + directory + ": " + FileTrouble.of(e) + ".";
            Log.warnf("session %s is not recorded. %s", target.sessionId(), why);
            reports.tell(ended(failed(begun), State.CUT_SHORT, 0, why));
            if (target.policy().recording() == SessionPolicy.Recording.REQUIRED) {
                throw new Problem(
                        ProblemCode.UNAVAILABLE,
                        // fits into the reason of a WebSocket's end
                        "This session must be recorded, and that is not possible at the moment. Tell an administrator.",
                        e);
            }
            return Optional.empty();
        }
    }

    /** The same for all attempts of a session: a page that tries again and again is one entry of the list. */
    private static RecordingReport failed(RecordingReport begun) {
        var id = UUID.nameUUIDFromBytes(("not recorded " + begun.sessionId()).getBytes(StandardCharsets.US_ASCII));
        return new RecordingReport(
                begun.node(), id, begun.sessionId(), begun.startedAt(), begun.endedAt(), 0, State.WRITING, "");
    }

    /** Why nothing more may be written. */
    private Optional<String> complaint() throws IOException {
        long reserve = config.diskReserve().asLongValue();
        return directory.free() >= reserve
                ? Optional.empty()
                : Optional.of("The disk of the recordings has less than " + (reserve >> 20) + " MiB left");
    }

    private RecordingReport ended(RecordingReport begun, State state, long bytes, String detail) {
        return new RecordingReport(
                begun.node(),
                begun.id(),
                begun.sessionId(),
                begun.startedAt(),
                Optional.of(clock.instant()),
                bytes,
                state,
                detail);
    }

    private void over(UUID id, Optional<String> failure) {
        RecordingReport ended;
        RecordingWriter writer;
        synchronized (this) {
            var one = open.remove(id);
            if (one == null) {
                return;
            }
            var state = failure.isEmpty() ? State.COMPLETE : State.CUT_SHORT;
            ended = ended(one.begun(), state, one.writer().written(), failure.orElse(""));
            writer = one.writer();
        }
        if (failure.isEmpty() && ended.bytes() == 0) {
            shelf.forget(id); // a sign-in that failed, perhaps: there is nothing to see
        } else if (failure.isEmpty()) {
            shelf.note(new RecordingNote(ended, false));
            reports.tell(ended);
        } else {
            Log.warnf("recording %s ended early: %s", id, failure.get());
            reports.tell(ended);
            shelf.note(new RecordingNote(ended, false)); // a disk that hangs may keep us here
        }
        writers.remove(writer);
    }

    private void told(RecordingReport report) {
        shelf.told(report);
    }

    /** Removes those whose time is over. */
    void sweep() {
        shelf.sweep();
    }

    private void work(List<RecordingNote> left) {
        try {
            left.forEach(shelf::takeUp);
            while (true) {
                TimeUnit.NANOSECONDS.sleep(BEAT.toNanos());
                beat();
                shelf.sweep();
            }
        } catch (InterruptedException stopped) {
            // the process ends
        }
    }

    private synchronized void beat() {
        open.values().stream()
                .map(Open::now)
                .filter(report -> report.bytes() > 0)
                .forEach(reports::tell);
    }

    /** @throws Problem {@code NOT_FOUND} */
    public RecordingPart part(RecordingRequest request) {
        if (request.offset() < 0 || request.length() < 1) {
            throw Problem.invalid("offset", "A part begins at 0 or later and has at least one byte.");
        }
        try {
            long size = directory.size(request.id());
            var bytes = directory.part(request.id(), request.offset(), Math.min(request.length(), LARGEST_PART));
            return new RecordingPart(Base64.getEncoder().encodeToString(bytes), size);
        } catch (NoSuchFileException e) {
            throw new Problem(ProblemCode.NOT_FOUND, "The recording is no longer on its connection proxy.", e);
        } catch (IOException e) {
            throw new Problem(ProblemCode.UNAVAILABLE, "The recording cannot be read: " + FileTrouble.of(e) + ".", e);
        }
    }

    /** One that is not there is removed already. @throws Problem {@code CONFLICT} while it is being made */
    public void remove(UUID id) {
        if (open.containsKey(id)) {
            throw new Problem(ProblemCode.CONFLICT, "The recording is still being written. End its session first.");
        }
        try {
            directory.delete(id);
            directory.deleteNote(id);
        } catch (IOException e) {
            throw new Problem(
                    ProblemCode.UNAVAILABLE, "The recording cannot be removed: " + FileTrouble.of(e) + ".", e);
        }
    }
}
