package dev.berth.agent;

import dev.berth.contract.Agent;
import dev.berth.contract.ImageOrder;
import dev.berth.contract.LaunchProgress;
import dev.berth.contract.Launched;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.Pruned;
import dev.berth.contract.RunningSession;
import dev.berth.contract.SessionSpec;
import dev.berth.relay.Connections;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** The agent as the control plane sees it: containers, and the streams that are delivered from them. */
@Singleton
public final class SessionAgent implements Agent {
    private final DockerAgent docker;
    private final Connections connections;

    SessionAgent(DockerAgent docker, Connections connections) {
        this.docker = docker;
        this.connections = connections;
    }

    @Override
    public Launched launch(SessionSpec spec, Consumer<LaunchProgress> progress) {
        return docker.launch(spec, progress);
    }

    /** Streams go first, so that their browsers hear why and not just lose the connection. */
    @Override
    public void end(UUID sessionId) {
        connections.cut(sessionId);
        docker.end(sessionId);
    }

    @Override
    public void pause(UUID sessionId) {
        connections.cut(sessionId, rest("paused"));
        docker.pause(sessionId);
    }

    @Override
    public void stop(UUID sessionId) {
        connections.cut(sessionId, rest("stopped"));
        docker.stop(sessionId);
    }

    private static Problem rest(String how) {
        return new Problem(ProblemCode.SESSION_NOT_RUNNING, "The session is " + how + ". Resume it to go on.");
    }

    @Override
    public void resume(UUID sessionId) {
        docker.resume(sessionId);
    }

    @Override
    public void pull(ImageOrder order) {
        docker.pull(order);
    }

    @Override
    public Pruned prune() {
        return docker.prune();
    }

    @Override
    public List<RunningSession> running() {
        return docker.running();
    }
}
