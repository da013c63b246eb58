package dev.berth.connectionproxy.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RecordingReport.State;
import dev.berth.contract.RecordingRequest;
import dev.berth.contract.RemoteProtocol;
import dev.berth.contract.SessionPolicy;
import dev.berth.contract.SessionPolicy.Recording;
import dev.berth.contract.Target;
import dev.berth.topology.Await;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTest {
    private static final String FRAME = "5.cfill,2.14,1.0,1.0,1.0,1.0,3.255;4.sync,4.1000;";

    @TempDir
    private Path temporary;

    private final FakeTargets targets = new FakeTargets();
    private Optional<Recordings> running = Optional.empty();

    private record Config(long most, long reserve) implements RecordingConfig {
        @Override
        public Optional<Path> directory() {
            return Optional.empty();
        }

        @Override
        public boolean keys() {
            return false;
        }

        @Override
        public Duration keep() {
            return Duration.ofDays(30);
        }

        @Override
        public MemorySize maxBytes() {
            return new MemorySize(BigInteger.valueOf(most));
        }

        @Override
        public MemorySize diskReserve() {
            return new MemorySize(BigInteger.valueOf(reserve));
        }
    }

    static Target target(Recording recording) {
        var policy = new SessionPolicy(true, true, true, true, true, true, false, false, recording);
        return new Target(UUID.randomUUID(), 1, "box", RemoteProtocol.SSH, "192.0.2.1", 22, Map.of(), policy, "grace");
    }

    static Recordings recordings(Path directory, FakeTargets targets) {
        return new Recordings(new Config(1 << 30, 0), directory, UUID.randomUUID(), () -> targets, Clock.systemUTC());
    }

    private Path directory() {
        return temporary.resolve("recordings");
    }

    private Recordings start(Recordings recordings) {
        running = Optional.of(recordings);
        recordings.start();
        return recordings;
    }

    private Recordings start() {
        return start(recordings(directory(), targets));
    }

    @AfterEach
    void stop() {
        running.ifPresent(Recordings::stop);
    }

    private static void frame(dev.berth.connectionproxy.delivery.InstructionTap tap) {
        tap.fromGuacd(Script.of("cfill", "14", "0", "0", "0", "0", "255"));
        tap.fromGuacd(Script.of("sync", "1000"));
    }

    private static String read(Recordings recordings, UUID id, long offset, int length) {
        var part = recordings.part(new RecordingRequest(id, offset, length));
        return new String(Base64.getDecoder().decode(part.base64()), StandardCharsets.US_ASCII);
    }

    @Test
    void aSessionIsRecordedFromItsBeginningToItsEnd() throws IOException {
        var recordings = start();
        var target = target(Recording.ON);
        var tap = recordings.open(target).orElseThrow();
        frame(tap);
        var begun = targets.await(State.WRITING);
        assertEquals(target.sessionId(), begun.sessionId());
        assertEquals(
                ProblemCode.CONFLICT,
                assertThrows(Problem.class, () -> recordings.remove(begun.id())).code());
        tap.end("the user left");
        var ended = targets.await(State.COMPLETE);
        assertEquals(begun.id(), ended.id());
        assertEquals(FRAME.length(), ended.bytes());
        assertEquals(FRAME, read(recordings, ended.id(), 0, 1000));
        assertEquals(FRAME.substring(10, 15), read(recordings, ended.id(), 10, 5));
        assertEquals("", read(recordings, ended.id(), 10_000, 5));
        var file = directory().resolve(ended.id().toString());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        recordings.remove(ended.id());
        assertFalse(Files.exists(file));
        recordings.remove(ended.id());
        assertEquals(
                ProblemCode.NOT_FOUND,
                assertThrows(Problem.class, () -> read(recordings, ended.id(), 0, 5))
                        .code());
    }

    @Test
    void nothingIsRecordedUnlessThePolicySaysSo() {
        assertTrue(start().open(target(Recording.OFF)).isEmpty());
        assertFalse(Files.exists(directory()));
    }

    @Test
    void aConnectionThatShowedNothingLeavesNothing() {
        var recordings = start();
        recordings.open(target(Recording.REQUIRED)).orElseThrow().end("the password is wrong");
        Await.until(
                "the directory is empty",
                Duration.ofSeconds(20),
                () -> directory().toFile().list().length == 0);
        assertEquals(0, targets.heard.size());
    }

    @Test
    void whatCannotBeRecordedDoesNotStartWhenItMust() throws IOException {
        // this user may be root, whom permissions do not stop
        Files.writeString(directory(), "a file is in the way");
        var recordings = start();
        var refused = assertThrows(Problem.class, () -> recordings.open(target(Recording.REQUIRED)));
        assertEquals(ProblemCode.UNAVAILABLE, refused.code());
        assertFalse(refused.detail().contains(temporary.toString()), refused.detail());
        var told = targets.await(State.CUT_SHORT);
        assertEquals(0, told.bytes());
        assertTrue(told.detail().contains(directory().toString()), told.detail());
        assertTrue(recordings.open(target(Recording.ON)).isEmpty());
    }

    @Test
    void aDiskThatIsNearlyFullIsLeftAlone() {
        var recordings = start(new Recordings(
                new Config(1 << 30, Long.MAX_VALUE), directory(), UUID.randomUUID(), () -> targets, Clock.systemUTC()));
        assertThrows(Problem.class, () -> recordings.open(target(Recording.REQUIRED)));
        assertTrue(targets.await(State.CUT_SHORT).detail().contains("MiB left"));
    }

    @Test
    void oneThatGrowsTooLargeIsCutShort() {
        var recordings = start(
                new Recordings(new Config(100, 0), directory(), UUID.randomUUID(), () -> targets, Clock.systemUTC()));
        var tap = recordings.open(target(Recording.REQUIRED)).orElseThrow();
        frame(tap);
        frame(tap);
        assertThrows(Problem.class, () -> frame(tap));
        var told = targets.await(State.CUT_SHORT);
        assertEquals(2 * FRAME.length(), told.bytes());
        tap.end("the session was ended");
        assertEquals(FRAME + FRAME, read(recordings, told.id(), 0, 1000));
    }

    @Test
    void reportsWaitForTheControlPlaneAlsoThroughARestart() {
        targets.away = true;
        var recordings = start();
        var tap = recordings.open(target(Recording.ON)).orElseThrow();
        frame(tap);
        tap.end("the user left");
        recordings.stop();
        assertEquals(0, targets.heard.size());
        targets.away = false;
        start();
        assertEquals(FRAME.length(), targets.await(State.COMPLETE).bytes());
    }

    @Test
    void theirTimeEnds() {
        var recordings = start();
        var tap = recordings.open(target(Recording.ON)).orElseThrow();
        frame(tap);
        tap.end("the user left");
        var kept = targets.await(State.COMPLETE);
        recordings.stop();
        var later = Clock.offset(Clock.systemUTC(), Duration.ofDays(31));
        var tomorrow =
                start(new Recordings(new Config(1 << 30, 0), directory(), UUID.randomUUID(), () -> targets, later));
        tomorrow.sweep();
        var gone = targets.await(State.REMOVED);
        assertEquals(kept.id(), gone.id());
        assertEquals("Recordings are kept for 30 days.", gone.detail());
        Await.until(
                "the directory is empty",
                Duration.ofSeconds(20),
                () -> directory().toFile().list().length == 0);
    }

    @Test
    void whatAKilledProcessRecordedCanBePlayed() throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Dying.class.getName(),
                        directory().toString())
                .inheritIO()
                .start();
        try {
            Await.until("a recording grows", Duration.ofSeconds(60), () -> size() > 500_000);
        } finally {
            process.destroyForcibly().waitFor();
        }
        var recordings = start();
        var told = targets.await(State.CUT_SHORT);
        assertEquals("The connection proxy stopped while it was recording.", told.detail());
        assertTrue(told.bytes() > 500_000, told.toString());
        assertTrue(told.endedAt().isPresent());
        var end = read(recordings, told.id(), told.bytes() - 60, 1000);
        assertTrue(end.matches(".*;4\\.sync,\\d+\\.\\d+;"), end);
    }

    private long size() {
        var files = directory().toFile().listFiles((where, name) -> !name.contains("."));
        return files == null || files.length == 0 ? 0 : files[0].length();
    }
}
