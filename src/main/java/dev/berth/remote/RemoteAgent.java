package dev.berth.remote;

import dev.berth.contract.Agent;
import dev.berth.contract.ImageOrder;
import dev.berth.contract.LaunchProgress;
import dev.berth.contract.Launched;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.Pruned;
import dev.berth.contract.RunningSession;
import dev.berth.contract.SessionSpec;
import dev.berth.node.call.Nothing;
import dev.berth.node.call.SessionCall;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** The agent of another node. All its calls may arrive twice. */
record RemoteAgent(Calls calls, Peer peer) implements Agent {
    private static final String PATH = "/internal/agent/";
    /** An engine takes its time over stopping and removing. */
    private static final Terms ORDER = Terms.repeatable(Duration.ofSeconds(25));

    private static final Terms QUESTION = Terms.repeatable(Duration.ofSeconds(10));

    @Override
    public Launched launch(SessionSpec spec, Consumer<LaunchProgress> progress) {
        return new Following(calls, peer, progress)
                .follow(PATH + "launch", spec)
                .launched()
                .orElseThrow(() -> new Problem(ProblemCode.INTERNAL, peer.name() + " says nothing about the launch."));
    }

    @Override
    public void resume(UUID sessionId) {
        new Following(calls, peer, progress -> {}).follow(PATH + "resume", new SessionCall(sessionId));
    }

    @Override
    public void end(UUID sessionId) {
        order("end", sessionId);
    }

    @Override
    public void pause(UUID sessionId) {
        order("pause", sessionId);
    }

    @Override
    public void stop(UUID sessionId) {
        order("stop", sessionId);
    }

    private void order(String name, UUID sessionId) {
        calls.call(peer, PATH + name, new SessionCall(sessionId), Nothing.class, ORDER);
    }

    @Override
    public void pull(ImageOrder order) {
        calls.call(peer, PATH + "pull", order, Nothing.class, QUESTION);
    }

    @Override
    public Pruned prune() {
        return calls.call(peer, PATH + "prune", Nothing.NOTHING, Pruned.class, ORDER);
    }

    @Override
    public List<RunningSession> running() {
        return List.of(calls.call(peer, PATH + "running", Nothing.NOTHING, RunningSession[].class, QUESTION));
    }
}
