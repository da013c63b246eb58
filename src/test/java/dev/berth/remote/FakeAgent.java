package dev.berth.remote;

import dev.berth.contract.Agent;
import dev.berth.contract.ImageOrder;
import dev.berth.contract.LaunchProgress;
import dev.berth.contract.LaunchStep;
import dev.berth.contract.Launched;
import dev.berth.contract.Pruned;
import dev.berth.contract.RunningSession;
import dev.berth.contract.SessionSpec;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Launches when it is told to, joins callers of the same launch, and remembers what it was asked. */
final class FakeAgent implements Agent {
    final List<String> asked = new CopyOnWriteArrayList<>();
    final CompletableFuture<Void> mayFinish = new CompletableFuture<>();
    volatile RuntimeException failure;

    private void ask(String what) {
        asked.add(what);
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public Launched launch(SessionSpec spec, Consumer<LaunchProgress> progress) {
        progress.accept(LaunchProgress.of(LaunchStep.PULLING));
        ask("launch");
        mayFinish.join();
        progress.accept(LaunchProgress.of(LaunchStep.CONNECTING));
        return new Launched(spec.sessionId(), spec.incarnation(), "container");
    }

    @Override
    public void end(UUID sessionId) {
        ask("end");
    }

    @Override
    public void pause(UUID sessionId) {
        ask("pause");
    }

    @Override
    public void stop(UUID sessionId) {
        ask("stop");
    }

    @Override
    public void resume(UUID sessionId) {
        ask("resume");
    }

    @Override
    public void pull(ImageOrder order) {
        ask("pull");
    }

    @Override
    public Pruned prune() {
        ask("prune");
        return new Pruned(List.of("registry.example.org/old:1"), 5);
    }

    @Override
    public List<RunningSession> running() {
        ask("running");
        return List.of(new RunningSession(new UUID(1, 1), 1, RunningSession.State.STOPPED, "exited with code 1"));
    }
}
