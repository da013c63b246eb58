package dev.berth.agent;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.DockerException;
import dev.berth.contract.LaunchProgress;
import dev.berth.contract.LaunchStep;
import dev.berth.contract.Launched;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionSpec;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries out launches: image, network, container, stream. Removes everything again when one fails. */
final class Launcher {
    private static final Duration PROBE_PAUSE = Duration.ofMillis(10);
    private static final Duration STATE_CHECK = Duration.ofMillis(200);

    private final Engine engine;
    private final AgentConfig config;
    private final Images images;
    private final Networks networks;
    private final SessionContainers containers;
    private final ContainerSpecs specs;
    private final StreamProbe probe;

    Launcher(
            Engine engine,
            AgentConfig config,
            Networks networks,
            SessionContainers containers,
            ContainerSpecs specs,
            StreamProbe probe) {
        this.engine = engine;
        this.config = config;
        this.images = new Images(engine, config.pullTimeout());
        this.networks = networks;
        this.containers = containers;
        this.specs = specs;
        this.probe = probe;
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
            if (old.incarnation() == spec.incarnation() && old.isRunning()) {
                return connect(launch, old.id(), ready);
            }
            containers.remove(old);
        }
        var found = images.ensure(image, spec.registry(), launch::progress, launch::check);
        launch.progress(LaunchProgress.of(LaunchStep.STARTING));
        var id = create(launch, overrides, found);
        try {
            engine.call(docker -> docker.startContainerCmd(id).exec());
        } catch (DockerException e) {
            throw refused(spec, e);
        }
        return connect(launch, id, ready);
    }

    private String create(Launch launch, RunOverrides overrides, InspectImageResponse image) {
        var spec = launch.spec();
        int cpus = engine.facts().engine().cpus();
        var network = overrides.shapeTheNetwork() ? networks.takePlain() : networks.take();
        try {
            launch.check();
            return engine.call(docker -> specs.creation(docker, spec, overrides, image, network, cpus)
                    .exec()
                    .getId());
        } catch (DockerException e) {
            networks.remove(network.name());
            throw refused(spec, e);
        } catch (RuntimeException e) {
            networks.remove(network.name());
            throw e;
        } finally {
            networks.settled(network.name());
        }
    }

    private Launched connect(Launch launch, String id, Consumer<ContainerTarget> ready) {
        launch.progress(LaunchProgress.of(LaunchStep.CONNECTING));
        var spec = launch.spec();
        long end = System.nanoTime() + config.launchTimeout().toNanos();
        while (true) {
            var target = running(spec, id);
            long look = System.nanoTime() + STATE_CHECK.toNanos();
            do {
                launch.check();
                if (probe.ready(target)) {
                    ready.accept(target);
                    return new Launched(spec.sessionId(), spec.incarnation(), id);
                }
                Pause.of(PROBE_PAUSE);
            } while (System.nanoTime() < look);
            if (System.nanoTime() > end) {
                throw failed(
                        "The workspace runs, but nothing answers "
                                + spec.protocol().wireName() + " on its port " + spec.port() + " after "
                                + config.launchTimeout().toSeconds() + " s. Check the port and the protocol."
                                + LastWords.quoted(LastWords.log(engine, id)),
                        null);
            }
        }
    }

    /** @throws Problem {@code LAUNCH_FAILED} when the container does not run */
    private ContainerTarget running(SessionSpec spec, String id) {
        var container = containers
                .inspect(id)
                .orElseThrow(() -> failed("The workspace's container was removed while it was starting.", null));
        if (!Boolean.TRUE.equals(container.getState().getRunning())) {
            throw failed(
                    "The workspace " + LastWords.reason(container.getState()) + " before it was ready."
                            + LastWords.quoted(LastWords.log(engine, id)),
                    null);
        }
        return SessionContainer.target(container, config.reach())
                .orElseThrow(() -> failed(
                        "The engine gave the workspace " + spec.workspaceName()
                                + " no address that this agent can reach.",
                        null));
    }

    private static Problem refused(SessionSpec spec, DockerException e) {
        var said = LastWords.plain(String.valueOf(e.getMessage()));
        var sentence = said.toLowerCase(Locale.ROOT).contains("no space left on device")
                ? "The agent's disk is full. Remove unused images."
                : "The engine could not start " + spec.image() + ".";
        return failed(sentence + " The engine says: " + said, e);
    }

    private static Problem failed(String sentence, @Nullable DockerException cause) {
        return new Problem(ProblemCode.LAUNCH_FAILED, sentence, cause);
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
