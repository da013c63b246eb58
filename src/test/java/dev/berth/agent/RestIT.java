package dev.berth.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RunningSession.State;
import dev.berth.contract.SessionSpec;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What pause, stop and resume promise, by the real engine. */
@Execution(ExecutionMode.SAME_THREAD)
class RestIT {
    /** Counts in memory, ten times a second, and serves. The file is never seen empty, whenever the count is frozen. */
    private static final String COUNTING = "{\"command\": [\"sh\", \"-c\", \"(i=0; while true; do i=$((i+1));"
            + " echo $i > /tmp/next; mv /tmp/next /tmp/count; sleep 0.1; done) & exec nc -ll -p 5901 -e /bin/sh -c 'echo RFB 003.008; sleep 3600'\"]}";

    private final SessionSpec spec = TestAgent.spec(UUID.randomUUID(), 1, TestAgent.IMAGE, COUNTING);
    private final UUID id = spec.sessionId();

    private int count(TestAgent test) {
        var text = test.inside(id, "cat", "/tmp/count").strip();
        return text.matches("[0-9]+") ? Integer.parseInt(text) : 0;
    }

    @Test
    void pauseKeepsTheMemory() {
        try (var test = new TestAgent()) {
            test.agent.launch(spec, step -> {});
            TestAgent.eventually("it counts", () -> count(test) > 3);
            var pid = test.inspect(id).getState().getPidLong();
            test.agent.pause(id);
            test.agent.pause(id);
            assertEquals(State.PAUSED, test.running(id).state());
            assertTrue(test.agent.find(id).isEmpty());
            test.agent.resume(id);
            test.agent.resume(id);
            assertEquals(State.RUNNING, test.running(id).state());
            assertEquals(pid, test.inspect(id).getState().getPidLong());
            assertTrue(test.agent.find(id).isPresent());
            var before = count(test);
            assertTrue(before > 3, "the count began again");
            TestAgent.eventually("it goes on counting", () -> count(test) > before);
        }
    }

    @Test
    void stopKeepsTheDiskAndResumeStartsTheProgramsAnew() {
        try (var test = new TestAgent("halt-timeout=1s", "network-pool=2")) {
            test.agent.start(() -> {});
            test.awaitHolders(2);
            test.agent.launch(spec, step -> {});
            test.inside(id, "sh", "-c", "echo kept > /root/letter 2>/dev/null || echo kept > /tmp/letter");
            test.agent.stop(id);
            test.agent.stop(id);
            assertEquals(State.STOPPED, test.running(id).state());
            assertTrue(test.agent.find(id).isEmpty());
            test.agent.resume(id);
            assertEquals(State.RUNNING, test.running(id).state());
            assertEquals(
                    "kept",
                    test.inside(id, "sh", "-c", "cat /root/letter /tmp/letter 2>/dev/null")
                            .strip());
            assertTrue(new BannerProbe().ready(test.agent.find(id).orElseThrow()));
        }
    }

    @Test
    void aPausedSessionCanBeStoppedAndEnded() {
        try (var test = new TestAgent("halt-timeout=1s")) {
            test.agent.launch(spec, step -> {});
            test.agent.pause(id);
            test.agent.stop(id);
            assertEquals(State.STOPPED, test.running(id).state());
            test.agent.resume(id);
            test.agent.pause(id);
            test.agent.end(id);
            assertEquals(0, test.containers(id).size());
        }
    }

    /** As after a restart of the host: the holder and the session are stopped, in whatever order. */
    @Test
    void aSessionResumesAfterItsEngineWasDown() {
        try (var test = new TestAgent("halt-timeout=1s", "network-pool=2")) {
            test.agent.start(() -> {});
            test.awaitHolders(2);
            test.agent.launch(spec, step -> {});
            var network = test.inspect(id).getConfig().getLabels().get(Labels.NETWORK);
            test.agent.stop(id);
            test.docker(
                    docker -> docker.stopContainerCmd(network).withTimeout(0).exec());
            test.agent.resume(id);
            assertTrue(new BannerProbe().ready(test.agent.find(id).orElseThrow()));
            try (var next = new TestAgent(test.node)) {
                TestAgent.eventually("the next process finds it too", () -> {
                    next.agent.running();
                    return next.agent.find(id).filter(new BannerProbe()::ready).isPresent();
                });
            }
        }
    }

    @Test
    void whatIsGoneOrDiedIsSaid() {
        try (var test = new TestAgent("halt-timeout=1s")) {
            for (Runnable call :
                    new Runnable[] {() -> test.agent.pause(id), () -> test.agent.stop(id), () -> test.agent.resume(id)
                    }) {
                assertEquals(
                        ProblemCode.NOT_FOUND,
                        assertThrows(Problem.class, call::run).code());
            }
            test.agent.launch(spec, step -> {});
            test.docker(docker ->
                    docker.killContainerCmd(test.containers(id).getFirst()).exec());
            TestAgent.eventually("it is dead", () -> test.running(id).state() == State.STOPPED);
            var problem = assertThrows(Problem.class, () -> test.agent.pause(id));
            assertEquals(ProblemCode.SESSION_ENDED, problem.code());
            assertTrue(problem.detail().contains("exited with code 137"), problem.detail());
        }
    }

    /** A resume whose stream never answers is given up when the session is ended. */
    @Test
    void anEndInterruptsAResume() {
        var once = "{\"command\": [\"sh\", \"-c\", \"if [ -e /tmp/second ]; then exec sleep 3600; fi;"
                + " touch /tmp/second; exec nc -ll -p 5901 -e /bin/sh -c 'echo RFB 003.008; sleep 3600'\"]}";
        var mute = TestAgent.spec(id, 1, TestAgent.IMAGE, once);
        try (var test = new TestAgent("halt-timeout=1s")) {
            test.agent.launch(mute, step -> {});
            test.agent.stop(id);
            var resume = CompletableFuture.runAsync(() -> test.agent.resume(id));
            TestAgent.eventually("it is started again", () -> test.running(id).state() == State.RUNNING);
            test.agent.end(id);
            var failure = assertThrows(CompletionException.class, resume::join);
            assertTrue(failure.getCause() instanceof Problem p && p.code() == ProblemCode.SESSION_ENDED, failure + "");
            assertEquals(0, test.containers(id).size());
        }
    }
}
