package dev.berth.agent;

import dev.berth.node.CheckInLoop;
import dev.berth.node.ForRole;
import dev.berth.node.Reporter;
import dev.berth.node.Role;
import dev.berth.node.RoleModule;
import dev.berth.relay.DataPlane;
import io.vertx.ext.web.Router;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Role agent in this process. */
@Singleton
@ForRole(Role.AGENT)
final class AgentModule implements RoleModule {
    private final DockerAgent agent;
    private final ContainerDelivery delivery;
    private final AgentCalls calls;
    private final DataPlane dataPlane;
    private final CheckInLoop checkIns;

    AgentModule(
            DockerAgent agent,
            ContainerDelivery delivery,
            AgentCalls calls,
            DataPlane dataPlane,
            CheckInLoop checkIns) {
        this.agent = agent;
        this.delivery = delivery;
        this.calls = calls;
        this.dataPlane = dataPlane;
        this.checkIns = checkIns;
    }

    @Override
    public Role role() {
        return Role.AGENT;
    }

    @Override
    public void routes(Router router) {
        calls.mount(router);
        dataPlane.routes(router);
        dataPlane.register(delivery);
    }

    @Override
    public void start() {
        dataPlane.start();
        agent.start(checkIns::soon);
    }

    @Override
    public void awaitOpen() {
        dataPlane.awaitOpen();
    }

    @Override
    public Optional<String> notReady() {
        return agent.trouble();
    }

    @Override
    public List<Reporter> reporters() {
        return List.of(agent, dataPlane.reporter());
    }

    @Override
    public void drain(boolean on) {
        dataPlane.drain(on);
        agent.drain(on);
    }

    @Override
    public void release() {
        dataPlane.release();
    }

    @Override
    public void notice() {
        agent.drain(true);
    }

    @Override
    public void leave() {
        dataPlane.leave();
    }

    @Override
    public boolean isBusy() {
        return dataPlane.isBusy();
    }

    @Override
    public void stop() {
        dataPlane.stop();
        agent.stop();
    }
}
