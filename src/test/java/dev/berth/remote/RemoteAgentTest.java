package dev.berth.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.agent.AgentRoutes;
import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.HostShare;
import dev.berth.contract.LaunchStep;
import dev.berth.contract.NodeAddress;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RegistryCredentials;
import dev.berth.contract.SessionSpec;
import dev.berth.node.FakeNode;
import dev.berth.topology.Await;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What can go wrong between a web app and an agent. */
class RemoteAgentTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final FakeAgent fake = new FakeAgent();
    private final FakeNode webApp = new FakeNode("default", "web-app");
    private final TestServer server =
            new TestServer(new FakeNode("default", "agent"), (router, calls) -> AgentRoutes.mount(router, calls, fake));

    @AfterEach
    void stop() {
        server.close();
    }

    static SessionSpec spec() {
        return new SessionSpec(
                UUID.randomUUID(),
                1,
                UUID.randomUUID(),
                "ada",
                "Desktop",
                "berth/demo:1",
                Optional.of(new RegistryCredentials("robot", "secret")),
                0.5,
                64 << 20,
                8 << 20,
                Map.of("LANG", "C.UTF-8"),
                "{\"x\": " + "1".repeat(2_000) + "}",
                DeliveryProtocol.KASMVNC,
                6901,
                HostShare.PLAIN);
    }

    private static ProblemCode refusal(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(Problem.class, call).code();
    }

    @Test
    void onlyAWebAppMayCall() {
        var agent = server.agent(new FakeNode("default", "agent", "zone-proxy"));
        assertEquals(ProblemCode.FORBIDDEN, refusal(agent::running));
        assertEquals(ProblemCode.FORBIDDEN, refusal(() -> agent.end(UUID.randomUUID())));
        assertEquals(ProblemCode.FORBIDDEN, refusal(() -> agent.launch(spec(), progress -> {})));
        assertEquals(List.of(), fake.asked);
    }

    @Test
    void anotherNodeAtTheAddressIsNotCalled() {
        var moved = new NodeAddress(UUID.randomUUID(), "moved", server.url());
        var agent = new RemoteAgents(webApp).at(moved);
        var problem = assertThrows(Problem.class, () -> agent.launch(spec(), progress -> {}));
        assertEquals(ProblemCode.UNAVAILABLE, problem.code());
        assertTrue(problem.detail().contains("another node answers there"), problem.detail());
        assertEquals(List.of(), fake.asked);
    }

    @Test
    void anAddressWhereNobodyListensIsSaidAtOnce() {
        server.close();
        var problem = assertThrows(Problem.class, () -> server.agent(webApp).end(UUID.randomUUID()));
        assertEquals(ProblemCode.UNAVAILABLE, problem.code());
        assertTrue(problem.detail().contains("far") && problem.detail().contains(server.url()), problem.detail());
    }

    @Test
    void aProblemArrivesAsItWas() {
        fake.failure = Problem.invalid(List.of(
                new Problem.FieldError("image", "No such image."), new Problem.FieldError("port", "Too high.")));
        var agent = server.agent(webApp);
        var ended = assertThrows(Problem.class, () -> agent.end(UUID.randomUUID()));
        assertEquals(((Problem) fake.failure).errors(), ended.errors());
        fake.failure = new Problem(ProblemCode.LAUNCH_FAILED, "The image is broken.");
        var failed = assertThrows(Problem.class, () -> agent.launch(spec(), progress -> {}));
        assertEquals(ProblemCode.LAUNCH_FAILED, failed.code());
        assertEquals("The image is broken.", failed.detail());
        assertEquals(ProblemCode.LAUNCH_FAILED, refusal(() -> agent.resume(UUID.randomUUID())));
        fake.failure = new IllegalStateException("secret");
        var unexpected = assertThrows(Problem.class, () -> agent.end(UUID.randomUUID()));
        assertEquals(ProblemCode.INTERNAL, unexpected.code());
        assertTrue(!unexpected.detail().contains("secret"), unexpected.detail());
    }

    @Test
    void aLaunchSurvivesALineThatIsCut() throws Exception {
        try (var cable = new FrayedCable(URI.create(server.url()).getPort());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var address = new NodeAddress(server.node.name().id(), "far", "https://127.0.0.1:" + cable.port());
            var steps = new CopyOnWriteArrayList<LaunchStep>();
            var spec = spec();
            var launch = threads.submit(
                    () -> new RemoteAgents(webApp).at(address).launch(spec, progress -> steps.add(progress.step())));
            Await.until("the agent is at work", SOON, () -> steps.contains(LaunchStep.PULLING));
            cable.cut();
            Await.until("the launch is joined", SOON, () -> fake.asked.size() == 2);
            fake.mayFinish.complete(null);
            assertEquals(spec.sessionId(), launch.get().sessionId());
            assertEquals(2, cable.connections.get());
        }
    }

    @Test
    void theDifferencesOfStatesArrive() {
        assertEquals(fake.running(), server.agent(webApp).running());
    }
}
