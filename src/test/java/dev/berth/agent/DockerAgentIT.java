package dev.berth.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.LaunchProgress;
import dev.berth.contract.LaunchStep;
import dev.berth.contract.Launched;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RunningSession.State;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The life of a session on the real engine. */
@Execution(ExecutionMode.SAME_THREAD)
class DockerAgentIT {
    private final TestAgent test = new TestAgent();

    @AfterEach
    void leaveNothing() {
        test.close();
    }

    @Test
    void aLaunchedSessionAnswersAndAnEndedOneIsGone() {
        var spec = TestAgent.rfb();
        var steps = new CopyOnWriteArrayList<LaunchProgress>();

        var launched = test.agent.launch(spec, steps::add);

        assertEquals(
                new Launched(
                        spec.sessionId(), 1, test.containers(spec.sessionId()).getFirst()),
                launched);
        assertEquals(
                List.of(LaunchStep.WAITING, LaunchStep.STARTING, LaunchStep.CONNECTING),
                steps.stream().map(LaunchProgress::step).toList());
        var target = test.agent.find(spec.sessionId()).orElseThrow();
        assertTrue(new BannerProbe().ready(target));
        assertEquals(8, target.password().length());
        assertEquals(State.RUNNING, test.running(spec.sessionId()).state());

        test.agent.end(spec.sessionId());

        assertTrue(test.containers(spec.sessionId()).isEmpty());
        assertTrue(test.networks().isEmpty());
        assertTrue(test.agent.find(spec.sessionId()).isEmpty());
        assertTrue(test.agent.running().isEmpty());
    }

    @Test
    void launchingAgainReportsTheSameContainer() {
        var spec = TestAgent.rfb();
        var first = test.agent.launch(spec, step -> {});
        assertEquals(first, test.agent.launch(spec, step -> {}));
    }

    @Test
    void concurrentLaunchesOfOneSessionStartOneContainer() throws Exception {
        var spec = TestAgent.rfb();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(() -> test.agent.launch(spec, step -> {}));
            var other = threads.submit(() -> test.agent.launch(spec, step -> {}));
            assertEquals(one.get(), other.get());
        }
        assertEquals(1, test.containers(spec.sessionId()).size());
    }

    @Test
    void aHigherIncarnationReplacesALowerOneAndNeverTheOtherWayRound() {
        var session = UUID.randomUUID();
        var first = test.agent.launch(TestAgent.spec(session, 1, TestAgent.IMAGE, TestAgent.RFB), step -> {});
        var second = test.agent.launch(TestAgent.spec(session, 2, TestAgent.IMAGE, TestAgent.RFB), step -> {});

        assertNotEquals(first.containerId(), second.containerId());
        assertEquals(List.of(second.containerId()), test.containers(session));
        assertEquals(2, test.agent.find(session).orElseThrow().incarnation());
        var late = assertThrows(
                Problem.class,
                () -> test.agent.launch(TestAgent.spec(session, 1, TestAgent.IMAGE, TestAgent.RFB), step -> {}));
        assertEquals(ProblemCode.CONFLICT, late.code());
        assertEquals(List.of(second.containerId()), test.containers(session));
    }

    @Test
    void aContainerThatExitsAtOnceIsExplainedAndRemoved() {
        var spec = TestAgent.running("sh", "-c", "echo 'no screen here' >&2; exit 3");
        var problem = assertThrows(Problem.class, () -> test.agent.launch(spec, step -> {}));
        assertEquals(ProblemCode.LAUNCH_FAILED, problem.code());
        assertTrue(problem.detail().contains("exited with code 3"), problem.detail());
        assertTrue(problem.detail().contains("no screen here"), problem.detail());
        assertTrue(test.containers(spec.sessionId()).isEmpty());
        assertTrue(test.networks().isEmpty());
    }

    @Test
    void aContainerThatRunsOutOfMemoryIsExplained() {
        var spec = TestAgent.running("sh", "-c", "exec tail /dev/zero");
        var problem = assertThrows(Problem.class, () -> test.agent.launch(spec, step -> {}));
        assertTrue(problem.detail().contains("out of memory"), problem.detail());
    }

    @Test
    void aContainerThatNeverListensIsExplainedAndRemoved() {
        try (var hasty = new TestAgent("launch-timeout=5s")) {
            var spec = TestAgent.running("sh", "-c", "echo thinking; exec sleep 3600");
            var problem = assertThrows(Problem.class, () -> hasty.agent.launch(spec, step -> {}));
            assertEquals(ProblemCode.LAUNCH_FAILED, problem.code());
            assertTrue(problem.detail().contains("vnc on its port 5901"), problem.detail());
            assertTrue(problem.detail().contains("thinking"), problem.detail());
            assertTrue(hasty.containers(spec.sessionId()).isEmpty());
        }
    }

    @Test
    void aCommandThatDoesNotExistIsExplainedAndRemoved() {
        var spec = TestAgent.running("/no/such/program");
        var problem = assertThrows(
                Problem.class,
                () -> test.agent.launch(
                        TestAgent.spec(
                                spec.sessionId(),
                                1,
                                TestAgent.IMAGE,
                                "{\"entrypoint\": [\"/no/such/program\"], \"init\": false}"),
                        step -> {}));
        assertEquals(ProblemCode.LAUNCH_FAILED, problem.code());
        assertTrue(problem.detail().contains("/no/such/program"), problem.detail());
        assertTrue(test.containers(spec.sessionId()).isEmpty());
        assertTrue(test.networks().isEmpty());
    }

    @Test
    void endingAnUnknownSessionSucceeds() {
        test.agent.end(UUID.randomUUID());
    }

    @Test
    void anEndAbortsARunningLaunch() {
        var spec = TestAgent.running("sleep", "3600");
        var connecting = new CompletableFuture<Void>();
        var launch = CompletableFuture.supplyAsync(
                () -> test.agent.launch(spec, step -> {
                    if (step.step() == LaunchStep.CONNECTING) {
                        connecting.complete(null);
                    }
                }),
                Executors.newVirtualThreadPerTaskExecutor());
        connecting.join();
        assertEquals(State.LAUNCHING, test.running(spec.sessionId()).state());

        test.agent.end(spec.sessionId());

        var problem = assertInstanceOf(
                Problem.class, assertThrows(Exception.class, launch::join).getCause());
        assertEquals(ProblemCode.SESSION_ENDED, problem.code());
        assertTrue(test.containers(spec.sessionId()).isEmpty());
    }

    @Test
    void concurrentEndsAllSucceed() throws Exception {
        var spec = TestAgent.rfb();
        test.agent.launch(spec, step -> {});
        try (var other = new TestAgent(test.node);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ends = List.of(
                    threads.submit(() -> test.agent.end(spec.sessionId())),
                    threads.submit(() -> test.agent.end(spec.sessionId())),
                    threads.submit(() -> other.agent.end(spec.sessionId())));
            for (var end : ends) {
                end.get();
            }
        }
        assertTrue(test.containers(spec.sessionId()).isEmpty());
    }

    @Test
    void aStoppedContainerIsReportedWithItsReason() {
        var spec = TestAgent.rfb();
        var launched = test.agent.launch(spec, step -> {});
        test.docker(docker -> docker.killContainerCmd(launched.containerId()).exec());
        TestAgent.eventually(
                "the session is dead", () -> test.running(spec.sessionId()).state() == State.STOPPED);
        assertEquals(
                "exited with code 137 (killed)", test.running(spec.sessionId()).detail());
    }

    @Test
    void aNetworkMadeInAdvanceIsAsGoodAsOneMadeNow() {
        try (var warm = new TestAgent("network-pool=2")) {
            warm.agent.start(() -> {});
            warm.awaitHolders(2);
            var one = TestAgent.rfb();
            var other = TestAgent.rfb();
            warm.agent.launch(one, step -> {});
            warm.agent.launch(other, step -> {});

            var target = warm.agent.find(one.sessionId()).orElseThrow();
            var host = warm.inspect(one.sessionId()).getHostConfig();
            assertTrue(String.valueOf(host.getNetworkMode()).startsWith("container:"), host.getNetworkMode());
            assertNotEquals(
                    target.host(),
                    warm.agent.find(other.sessionId()).orElseThrow().host());
            assertTrue(new BannerProbe().ready(target));
            assertTrue(warm.inside(one.sessionId(), "hostname").startsWith("workspace-"));
            var reach = "nc -w 1 %s 5901 -e /bin/true && echo reached || echo missed";
            TestAgent.eventually(
                    "it reaches itself",
                    () -> warm.inside(one.sessionId(), "sh", "-c", reach.formatted(target.host()))
                            .contains("reached"));
            assertTrue(warm.inside(other.sessionId(), "sh", "-c", reach.formatted(target.host()))
                    .contains("missed"));
            assertTrue(warm.inside(one.sessionId(), "cat", "/etc/resolv.conf").contains("127.0.0.11"));

            try (var after = new TestAgent(warm.node, "network-pool=2")) {
                assertEquals(2, after.agent.running().size());
                assertEquals(target, after.agent.find(one.sessionId()).orElseThrow());
            }
            TestAgent.eventually(
                    "a session's network goes with it",
                    () -> warm.agent.running().isEmpty());
        }
    }
}
