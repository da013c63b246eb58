package dev.berth.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What every {@link Agent} does, wherever it is. */
public abstract class AgentContract {
    protected abstract Agent agent();

    /** A session whose stream answers at once. */
    protected abstract SessionSpec quick();

    /** A session whose image does not exist. */
    protected abstract SessionSpec broken();

    /** A session whose stream never answers. */
    protected abstract SessionSpec silent();

    private List<RunningSession> running(UUID session) {
        return agent().running().stream()
                .filter(running -> running.sessionId().equals(session))
                .toList();
    }

    @Test
    void aLaunchTellsItsStepsAndItsContainer() {
        var spec = quick();
        var steps = new CopyOnWriteArrayList<LaunchStep>();
        var launched = agent().launch(spec, progress -> steps.add(progress.step()));
        assertEquals(spec.sessionId(), launched.sessionId());
        assertEquals(spec.incarnation(), launched.incarnation());
        assertFalse(launched.containerId().isBlank());
        assertTrue(steps.contains(LaunchStep.CONNECTING), steps.toString());
        assertEquals(
                List.of(new RunningSession(spec.sessionId(), 1, RunningSession.State.RUNNING, "")),
                running(spec.sessionId()));
        agent().end(spec.sessionId());
        assertEquals(List.of(), running(spec.sessionId()));
    }

    @Test
    void aSecondLaunchFindsTheContainerOfTheFirst() throws Exception {
        var spec = quick();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(() -> agent().launch(spec, progress -> {}));
            var two = threads.submit(() -> agent().launch(spec, progress -> {}));
            assertEquals(one.get(), two.get());
        }
        assertEquals(1, running(spec.sessionId()).size());
        agent().end(spec.sessionId());
    }

    @Test
    void aLaunchThatFailsSaysWhyAndLeavesNothing() {
        var spec = broken();
        var problem = assertThrows(Problem.class, () -> agent().launch(spec, progress -> {}));
        assertEquals(ProblemCode.LAUNCH_FAILED, problem.code());
        assertTrue(problem.detail().length() > 20, problem.detail());
        assertEquals(List.of(), running(spec.sessionId()));
    }

    @Test
    void aLaunchIsGivenUpWhenItsSessionEnds() throws Exception {
        var spec = silent();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var begun = new java.util.concurrent.CountDownLatch(1);
            var launch = threads.submit(() -> agent().launch(spec, progress -> begun.countDown()));
            begun.await();
            agent().end(spec.sessionId());
            var failure = assertThrows(java.util.concurrent.ExecutionException.class, launch::get);
            assertEquals(ProblemCode.SESSION_ENDED, ((Problem) failure.getCause()).code());
        }
        assertEquals(List.of(), running(spec.sessionId()));
    }

    /** An order to launch may be overtaken by the one to end. */
    @Test
    void aLaunchAfterTheEndOfItsSessionIsRefused() {
        var spec = quick();
        agent().end(spec.sessionId());
        var problem = assertThrows(Problem.class, () -> agent().launch(spec, progress -> {}));
        assertEquals(ProblemCode.SESSION_ENDED, problem.code());
        assertEquals(List.of(), running(spec.sessionId()));
    }

    @Test
    void whatDoesNotExistCanBeEndedAndNotPaused() {
        var nobody = UUID.randomUUID();
        agent().end(nobody);
        assertEquals(
                ProblemCode.NOT_FOUND,
                assertThrows(Problem.class, () -> agent().pause(nobody)).code());
        assertEquals(
                ProblemCode.NOT_FOUND,
                assertThrows(Problem.class, () -> agent().stop(nobody)).code());
        assertEquals(
                ProblemCode.NOT_FOUND,
                assertThrows(Problem.class, () -> agent().resume(nobody)).code());
    }

    @Test
    void aSessionIsPausedStoppedAndResumed() {
        var spec = quick();
        var id = spec.sessionId();
        agent().launch(spec, progress -> {});
        agent().pause(id);
        assertEquals(RunningSession.State.PAUSED, running(id).getFirst().state());
        agent().resume(id);
        assertEquals(RunningSession.State.RUNNING, running(id).getFirst().state());
        agent().stop(id);
        assertEquals(RunningSession.State.STOPPED, running(id).getFirst().state());
        agent().resume(id);
        agent().resume(id);
        assertEquals(RunningSession.State.RUNNING, running(id).getFirst().state());
        agent().end(id);
    }
}
