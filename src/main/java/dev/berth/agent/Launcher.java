package dev.berth.agent;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.DockerException;
import dev.berth.contract.LaunchProgress;
import dev.berth.contract.LaunchStep;
import dev.berth.contract.Launched;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RunningSession;
import dev.berth.contract.SessionSpec;
import dev.berth.contract.Span;
import dev.berth.contract.Trace;
import io.quarkus.logging.Log;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries out launches: image, network, container, stream. Removes everything again when one fails. */
final class Launcher {
    private final Engine engine;
    private final AgentConfig config;
    private final Images images;
    private final Networks networks;
    private final SessionContainers containers;
    private final ContainerSpecs specs;
    private final Gpus gpus;
    private final Answer answer;

    Launcher(
            Engine engine,
            AgentConfig config,
            Images images,
            Networks networks,
            SessionContainers containers,
            ContainerSpecs specs,
            Answer answer,
            Gpus gpus) {
        this.engine = engine;
        this.config = config;
        this.images = images;
        this.networks = networks;
        this.containers = containers;
        this.specs = specs;
        this.answer = answer;
        this.gpus = gpus;
    }

    /**
     * Runs the launch to its end.
     *
     * @param ready told of the target before the launch is over
     */
    Launched run(Launch launch, Consumer<ContainerTarget> ready) {
        var spec = launch.spec();
        var image = ImageReference.parse(spec.image());
        var overrides = RunOverrides.parse(spec.runOverrides(), config.privilegedOverrides());
        for (var old : containers.of(spec.sessionId())) {
            if (old.incarnation() > spec.incarnation()) {
                throw new Problem(ProblemCode.CONFLICT, "A later incarnation of this session exists already.");
            }
            if (old.incarnation() == spec.incarnation() && old.state() == RunningSession.State.RUNNING) {
                return connect(launch, old.id(), ready);
            }
            containers.remove(old);
        }
        var found = step("pull image", () -> images.ensure(image, spec.registry(), launch::progress, launch::check));
        launch.progress(LaunchProgress.of(LaunchStep.STARTING));
        var id = step("create container", () -> create(launch, overrides, found));
        try {
            step(
                    "start container",
                    () -> engine.call(docker -> docker.startContainerCmd(id).exec()));
        } catch (DockerException e) {
            throw refused(spec, e);
        }
        return connect(launch, id, ready);
    }

    private static <T extends @Nullable Object> T step(String name, Supplier<T> work) {
        return Trace.part(Span.Kind.INTERNAL, name).of(work);
    }

    private String create(Launch launch, RunOverrides overrides, InspectImageResponse image) {
        var spec = launch.spec();
        int cpus = engine.facts().engine().cpus();
        var network = network(spec, overrides);
        try {
            launch.check();
            var devices = gpus.take(spec.sessionId(), spec.share().gpus());
            return engine.call(docker -> specs.creation(docker, spec, overrides, image, network, cpus, devices)
                    .exec()
                    .getId());
        } catch (DockerException e) {
            networks.remove(network);
            throw refused(spec, e);
        } catch (RuntimeException e) {
            networks.remove(network);
            throw e;
        } finally {
            networks.settled(network.name());
            gpus.settled(spec.sessionId());
        }
    }

    private SessionNetwork network(SessionSpec spec, RunOverrides overrides) {
        return spec.share()
                .network()
                .map(SessionNetwork::foreign)
                .orElseGet(() -> overrides.shapeTheNetwork() ? networks.takePlain() : networks.take());
    }

    private Launched connect(Launch launch, String id, Consumer<ContainerTarget> ready) {
        launch.progress(LaunchProgress.of(LaunchStep.CONNECTING));
        ready.accept(step("wait for stream", () -> answer.await(id, launch::check)));
        return new Launched(launch.spec().sessionId(), launch.spec().incarnation(), id);
    }

    private static Problem refused(SessionSpec spec, DockerException e) {
        var said = LastWords.plain(String.valueOf(e.getMessage()));
        var sentence = said.toLowerCase(Locale.ROOT).contains("no space left on device")
                ? "The agent's disk is full. Remove unused images."
                : "The engine could not start " + spec.image() + ".";
        return new Problem(ProblemCode.LAUNCH_FAILED, sentence + " The engine says: " + said, e);
    }

    /** After a failure: nothing of the session's incarnation may stay. */
    void cleanUp(SessionSpec spec) {
        try {
            containers.of(spec.sessionId()).stream()
                    .filter(container -> container.incarnation() <= spec.incarnation())
                    .forEach(containers::remove);
        } catch (RuntimeException e) {
            Log.warnf("what is left of session %s stays until the next order: %s", spec.sessionId(), e.getMessage());
        }
    }
}
