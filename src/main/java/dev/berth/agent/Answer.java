package dev.berth.agent;

import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import java.time.Duration;

/** Waits until the stream of a container that was started answers. */
final class Answer {
    private static final Duration PROBE_PAUSE = Duration.ofMillis(10);
    private static final Duration STATE_CHECK = Duration.ofMillis(200);

    private final Engine engine;
    private final SessionContainers containers;
    private final StreamProbe probe;
    private final AgentConfig config;

    Answer(Engine engine, SessionContainers containers, StreamProbe probe, AgentConfig config) {
        this.engine = engine;
        this.containers = containers;
        this.probe = probe;
        this.config = config;
    }

    /**
     * @param check throws when nobody wants the answer any more
     * @throws Problem {@code LAUNCH_FAILED} when the container stops, or says nothing for too long
     */
    ContainerTarget await(String id, Runnable check) {
        long end = System.nanoTime() + config.launchTimeout().toNanos();
        while (true) {
            var target = running(id);
            long look = System.nanoTime() + STATE_CHECK.toNanos();
            do {
                check.run();
                if (probe.ready(target)) {
                    return target;
                }
                Pause.of(PROBE_PAUSE);
            } while (System.nanoTime() < look);
            if (System.nanoTime() > end) {
                throw failed("The workspace runs, but nothing answers "
                        + target.protocol().wireName() + " on its port " + target.port() + " after "
                        + config.launchTimeout().toSeconds() + " s. Check the port and the protocol."
                        + LastWords.quoted(LastWords.log(engine, id)));
            }
        }
    }

    private ContainerTarget running(String id) {
        InspectContainerResponse container = containers
                .inspect(id)
                .orElseThrow(() -> failed("The workspace's container was removed while it was starting."));
        if (!Boolean.TRUE.equals(container.getState().getRunning())) {
            throw failed("The workspace " + LastWords.reason(container.getState()) + " before it was ready."
                    + LastWords.quoted(LastWords.log(engine, id)));
        }
        return containers
                .target(container)
                .orElseThrow(() -> failed("The engine gave the workspace no address that this agent can reach."));
    }

    private static Problem failed(String sentence) {
        return new Problem(ProblemCode.LAUNCH_FAILED, sentence);
    }
}
