package dev.berth.control.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RecordingReport;
import dev.berth.contract.RecordingReport.State;
import dev.berth.contract.Targets;
import dev.berth.control.recording.Playback;
import dev.berth.control.recording.Recordings;
import dev.berth.node.identity.TestNode;
import dev.berth.topology.Await;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What connection proxies say about recordings, what administrators see of it, and how recordings go. */
@QuarkusTest
@QuarkusTestResource(ControlPlaneUnderTest.class)
@Execution(ExecutionMode.SAME_THREAD)
class RecordedSessionsIT {
    private static final Instant BEGUN = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private final TestNode owner = Stage.node("connection-proxy", "default");
    private final UUID session = MachineStage.session(owner, "default");
    private final UUID id = UUID.randomUUID();

    private static Targets targets(TestNode node) {
        return Stage.bean(OwnTargets.class).of(node.identity.address().id(), Set.of("connection-proxy"));
    }

    private RecordingReport report(TestNode node, State state, long bytes) {
        var ended = state == State.WRITING ? Optional.<Instant>empty() : Optional.of(BEGUN.plusSeconds(60));
        return new RecordingReport(node.identity.address().id(), id, session, BEGUN, ended, bytes, state, "");
    }

    private void told(State state, long bytes) {
        targets(owner).recording(report(owner, state, bytes));
    }

    private static Recordings recordings() {
        return Stage.bean(Recordings.class);
    }

    private Recordings.Listed listed() {
        return recordings().get(id);
    }

    @Test
    void aRecordingGrowsAndEndsAndIsListed() {
        told(State.WRITING, 10);
        assertEquals(10, listed().recording().bytes);
        assertTrue(listed().recording().serverName.startsWith("machine "));
        told(State.COMPLETE, 500);
        told(State.WRITING, 400);
        var found = recordings().list(session, null);
        assertEquals(1, found.size());
        assertEquals(State.COMPLETE, found.getFirst().recording().state);
        assertEquals(500, found.getFirst().recording().bytes);
        assertEquals(Optional.empty(), found.getFirst().unavailable());
        assertEquals(0, recordings().list(UUID.randomUUID(), null).size());
    }

    @Test
    void aNodeSpeaksOfItsOwnRecordingsOnly() {
        told(State.COMPLETE, 500);
        var other = Stage.node("connection-proxy", "default");
        var forged = report(owner, State.REMOVED, 0);
        assertEquals(
                ProblemCode.FORBIDDEN,
                assertThrows(Problem.class, () -> targets(other).recording(forged))
                        .code());
        targets(other).recording(report(other, State.REMOVED, 0));
        assertEquals(State.COMPLETE, listed().recording().state);
        var elsewhere = Stage.node("connection-proxy", "elsewhere");
        var foreign = new RecordingReport(
                elsewhere.identity.address().id(),
                UUID.randomUUID(),
                session,
                BEGUN,
                Optional.empty(),
                0,
                State.WRITING,
                "");
        assertEquals(
                ProblemCode.NOT_FOUND,
                assertThrows(Problem.class, () -> targets(elsewhere).recording(foreign))
                        .code());
    }

    @Test
    void oneWhoseNodeIsGoneIsListedWithTheReason() {
        told(State.COMPLETE, 500);
        Stage.update(
                "update node_freshness set last_seen_at = now() - interval '1 hour' where node_id = ?1",
                owner.identity.address().id());
        var reason = listed().unavailable().orElseThrow();
        assertTrue(reason.contains("does not report"), reason);
        var user = Stage.user();
        assertEquals(
                ProblemCode.UNAVAILABLE,
                assertThrows(Problem.class, () -> Stage.bean(Playback.class).open(id, Playback.Use.PLAYED, user))
                        .code());
        Stage.update("delete from node where id = ?1", owner.identity.address().id());
        assertTrue(listed().unavailable().orElseThrow().contains("was removed"));
    }

    @Test
    void aDeletionWaitsForItsNode() {
        told(State.WRITING, 500);
        var user = Stage.user();
        assertEquals(
                ProblemCode.CONFLICT,
                assertThrows(Problem.class, () -> recordings().delete(id, user)).code());
        told(State.COMPLETE, 500);
        recordings().delete(id, user);
        recordings().delete(id, user);
        // nobody listens at the node's address
        Await.until(
                "it was tried in vain",
                Duration.ofSeconds(60),
                () -> listed().recording().removalAt != null
                        && listed().recording().removalAt.isAfter(Instant.now()));
        assertEquals(Optional.of("It is being deleted."), listed().unavailable());
        Stage.update("update recording set removal_at = now() where id = ?1", id);
        Stage.update("delete from node where id = ?1", owner.identity.address().id());
        Await.until(
                "the row is gone",
                Duration.ofSeconds(60),
                () -> recordings().list(session, null).isEmpty());
    }

    @Test
    void onePlaybackIsOneEntryOfTheAuditTrail() {
        told(State.COMPLETE, 500);
        var user = Stage.user();
        Stage.bean(Playback.class).open(id, Playback.Use.PLAYED, user);
        Stage.bean(Playback.class).open(id, Playback.Use.PLAYED, user);
        Stage.bean(Playback.class).open(id, Playback.Use.DOWNLOADED, user);
        assertEquals(1, audited("recording.played"));
        assertEquals(1, audited("recording.downloaded"));
    }

    private long audited(String action) {
        return Stage.bean(dev.berth.control.audit.AuditTrail.class).latest(1000).stream()
                .filter(event ->
                        event.action().equals(action) && event.subject().equals(id.toString()))
                .count();
    }
}
