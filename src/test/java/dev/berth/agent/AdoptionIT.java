package dev.berth.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.Orders;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RunningSession.State;
import dev.berth.node.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An agent that comes back, finds what it had, and leaves alone what it had not. */
@Execution(ExecutionMode.SAME_THREAD)
class AdoptionIT {
    private final TestAgent before = new TestAgent();

    @AfterEach
    void leaveNothing() {
        before.close();
    }

    @Test
    void aNewProcessKnowsEverySessionAndItsTarget() {
        var spec = TestAgent.rfb();
        var launched = before.agent.launch(spec, step -> {});
        var target = before.agent.find(spec.sessionId()).orElseThrow();
        before.agent.stop();

        try (var after = new TestAgent(before.node)) {
            assertEquals(before.agent.running(), after.agent.running());
            assertEquals(target, after.agent.find(spec.sessionId()).orElseThrow());
            assertEquals(launched, after.agent.launch(spec, step -> {}));
        }
    }

    @Test
    void aHalfLaunchedContainerIsReportedAndCanBeLaunchedAgain() {
        var spec = TestAgent.rfb();
        var network = before.cold().take();
        before.docker(docker -> docker.createContainerCmd(TestAgent.IMAGE)
                .withName(ContainerSpecs.name(spec.sessionId(), 1))
                .withLabels(Labels.of(before.node, spec, network))
                .withHostConfig(com.github.dockerjava.api.model.HostConfig.newHostConfig()
                        .withNetworkMode(network.mode()))
                .exec());

        var half = before.running(spec.sessionId());
        assertEquals(State.STOPPED, half.state());
        assertEquals("was never started", half.detail());
        assertTrue(before.agent.find(spec.sessionId()).isEmpty());

        before.agent.launch(spec, step -> {});
        assertEquals(State.RUNNING, before.running(spec.sessionId()).state());
        assertEquals(1, before.networks().size());
    }

    @Test
    void anOrderEndsASessionThatMustNotRun() {
        var spec = TestAgent.rfb();
        before.agent.launch(spec, step -> {});
        before.agent.obey(Orders.end(spec.sessionId()));
        TestAgent.eventually("the session is gone", () -> before.agent.running().isEmpty());
        TestAgent.eventually("so is its network", () -> before.networks().isEmpty());
    }

    @Test
    void networksOfACrashedAgentAreTakenOverOrRemoved() {
        var crashed = before.cold();
        for (int i = 0; i < 3; i++) {
            crashed.take();
        }
        try (var after = new TestAgent(before.node, "network-pool=1")) {
            after.agent.start(() -> {});
            TestAgent.eventually(
                    "one warm network is kept", () -> after.networks().size() == 1);
        }
    }

    @Test
    void anotherNodesContainersOnTheSameEngineAreNotTouched() {
        var spec = TestAgent.rfb();
        before.agent.launch(spec, step -> {});
        try (var other = new TestAgent()) {
            other.agent.start(() -> {});
            assertTrue(other.agent.running().isEmpty());
            assertTrue(other.agent.find(spec.sessionId()).isEmpty());
            other.agent.end(spec.sessionId());
        }
        assertEquals(State.RUNNING, before.running(spec.sessionId()).state());
        assertEquals(1, before.networks().size());
    }

    @Test
    void aDeathIsHeardAtOnce() throws Exception {
        var spec = TestAgent.rfb();
        var launched = before.agent.launch(spec, step -> {});
        var heard = new CompletableFuture<Void>();
        before.agent.start(() -> heard.complete(null));
        TestAgent.eventually("the watch listens", () -> before.agent.isWatching());
        before.docker(docker -> docker.killContainerCmd(launched.containerId()).exec());
        heard.get(60, TimeUnit.SECONDS);
        assertTrue(before.agent.find(spec.sessionId()).isEmpty());
    }

    @Test
    void anAgentThatIsDrainedStartsNothingNew() {
        before.agent.drain(true);
        var problem = assertThrows(Problem.class, () -> before.agent.launch(TestAgent.rfb(), step -> {}));
        assertEquals(ProblemCode.DRAINING, problem.code());
    }

    @Test
    void anEngineThatIsDownIsUnavailableAndNotEmpty() {
        var config = TestAgent.config("docker-host=unix:///nowhere/docker.sock", "isolation=off");
        var agent = new DockerAgent(config, UUID.randomUUID(), TestAgent.file(), new BannerProbe());
        for (var call : List.<Runnable>of(
                agent::running, () -> agent.launch(TestAgent.rfb(), step -> {}), () -> agent.end(UUID.randomUUID()))) {
            var problem = assertThrows(Problem.class, call::run);
            assertEquals(ProblemCode.UNAVAILABLE, problem.code());
            assertTrue(problem.detail().contains("--agent-docker-host"), problem.detail());
        }
        assertTrue(agent.trouble().isPresent());
    }

    @Test
    void anEngineThatComesBackIsUsedAgain(@TempDir Path folder) throws Exception {
        var socket = folder.resolve("docker.sock");
        var agent = new DockerAgent(
                TestAgent.config("docker-host=unix://" + socket, "isolation=off"),
                before.node,
                TestAgent.file(),
                new BannerProbe());
        assertThrows(Problem.class, agent::running);
        agent.report(new Report());
        assertTrue(agent.trouble().isPresent());

        Files.createSymbolicLink(socket, Path.of("/var/run/docker.sock"));
        TestAgent.eventually("it is used", () -> {
            try {
                return agent.running().isEmpty();
            } catch (Problem busy) {
                return false;
            }
        });
        Files.delete(socket);
        assertThrows(Problem.class, agent::running);
        Files.createSymbolicLink(socket, Path.of("/var/run/docker.sock"));
        TestAgent.eventually("it is used again", () -> {
            agent.report(new Report());
            return agent.trouble().isEmpty();
        });
    }

    @Test
    @Timeout(120)
    void anEngineThatHangsDoesNotDelayTheCheckIn(@TempDir Path folder) throws Exception {
        var never = new CountDownLatch(1);
        try (var engine = new FakeEngine(folder, out -> never.await())) {
            var agent = new DockerAgent(
                    TestAgent.config("docker-host=" + engine.host(), "isolation=off"),
                    before.node,
                    TestAgent.file(),
                    new BannerProbe());
            long begin = System.nanoTime();
            agent.report(new Report());
            assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(20));
            assertTrue(agent.trouble().isPresent());
        }
    }

    @Test
    void aSessionCanBeReachedThroughALoopbackPort() {
        try (var rootless = new TestAgent("reach=published")) {
            var spec = TestAgent.rfb();
            rootless.agent.launch(spec, step -> {});
            var target = rootless.agent.find(spec.sessionId()).orElseThrow();
            assertEquals("127.0.0.1", target.host());
            assertTrue(new BannerProbe().ready(target));
        }
    }

    @Test
    void whatAnAdministratorAllowsReachesTheContainer() {
        try (var trusting = new TestAgent("privileged-overrides=true")) {
            var spec = TestAgent.spec(
                    UUID.randomUUID(),
                    1,
                    TestAgent.IMAGE,
                    TestAgent.RFB.replaceFirst(
                            "[{]",
                            "{\"devices\": [\"/dev/null:/dev/nothing\"], \"cap_add\": [\"NET_RAW\"],"
                                    + " \"hostname\": \"chosen\", \"labels\": {\"dev.berth.node\": \"forged\", \"team\": \"a\"},"));
            trusting.agent.launch(spec, step -> {});
            assertTrue(trusting.inside(spec.sessionId(), "ls", "/dev/nothing").contains("/dev/nothing"));
            var config = trusting.inspect(spec.sessionId()).getConfig();
            var labels = Optional.ofNullable(config.getLabels()).orElse(Map.of());
            assertEquals("chosen", config.getHostName());
            assertEquals("a", labels.get("team"));
            assertEquals(trusting.node.toString(), labels.get(Labels.NODE));
        }
    }

    @Test
    void aStoppedAgentLeavesSessionsAndNothingElse() {
        try (var warm = new TestAgent("network-pool=2")) {
            warm.agent.start(() -> {});
            warm.awaitHolders(2);
            var spec = TestAgent.rfb();
            warm.agent.launch(spec, step -> {});
            warm.agent.stop();
            TestAgent.eventually(
                    "only the session's network is left", () -> warm.networks().size() == 1);
            assertEquals(State.RUNNING, warm.running(spec.sessionId()).state());
        }
    }
}
