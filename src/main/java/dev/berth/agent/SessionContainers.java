package dev.berth.agent;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RunningSession.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The containers of this node's sessions, and of no other node that may share the engine. */
final class SessionContainers {
    private static final int REMOVAL_CHECKS = 100;
    private static final Duration REMOVAL_PAUSE = Duration.ofMillis(50);

    private final Engine engine;
    private final UUID node;
    private final Networks networks;
    private final AgentConfig config;

    SessionContainers(Engine engine, UUID node, Networks networks, AgentConfig config) {
        this.engine = engine;
        this.node = node;
        this.networks = networks;
        this.config = config;
    }

    /** All, stopped ones included. */
    List<SessionContainer> all() {
        return list(Labels.of(node));
    }

    List<SessionContainer> of(UUID sessionId) {
        return list(Map.of(Labels.NODE, node.toString(), Labels.SESSION, sessionId.toString()));
    }

    private List<SessionContainer> list(Map<String, String> labels) {
        return engine
                .call(docker -> docker.listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(labels)
                        .exec())
                .stream()
                .flatMap(container -> SessionContainer.of(container).stream())
                .toList();
    }

    /** Empty when the container is gone. */
    Optional<InspectContainerResponse> inspect(String id) {
        try {
            return Optional.of(
                    engine.call(docker -> docker.inspectContainerCmd(id).exec()));
        } catch (NotFoundException gone) {
            return Optional.empty();
        }
    }

    /** Stops and removes the container, then its network. Succeeds when they are gone already. */
    void remove(SessionContainer container) {
        if (container.state() != State.STOPPED && config.stopTimeout().toSeconds() > 0) {
            stop(container.id());
        }
        try {
            engine.call(docker -> docker.removeContainerCmd(container.id())
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec());
        } catch (NotFoundException gone) {
            // as wanted
        } catch (ConflictException underway) {
            awaitRemoval(container);
        } catch (DockerException refused) {
            throw new Problem(
                    ProblemCode.UNAVAILABLE,
                    "The engine could not remove the container of session " + container.sessionId() + ": "
                            + LastWords.plain(String.valueOf(refused.getMessage())),
                    refused);
        }
        container.network().ifPresent(networks::remove);
    }

    private void stop(String id) {
        try {
            stop(id, config.stopTimeout());
        } catch (NotFoundException | NotModifiedException stopped) {
            // as wanted
        } catch (DockerException refused) {
            // the forced removal that follows kills it
        }
    }

    /** Stops the container and leaves it; a paused one too. */
    void halt(String id) {
        stop(id, config.haltTimeout());
    }

    private void stop(String id, Duration patience) {
        engine.call(docker -> docker.stopContainerCmd(id)
                .withTimeout((int) patience.toSeconds())
                .exec());
    }

    /**
     * Where the container answers. The holder of its network may have another address than at the launch, when the
     * engine was restarted in between.
     */
    Optional<ContainerTarget> target(InspectContainerResponse container) {
        return SessionContainer.target(container, config.reach())
                .map(target -> config.reach() == AgentConfig.Reach.PUBLISHED
                        ? target
                        : SessionContainer.joinedNetwork(container)
                                .flatMap(networks::heldAddress)
                                .map(target::at)
                                .orElse(target));
    }

    /** Somebody else removes it at this moment. */
    private void awaitRemoval(SessionContainer container) {
        for (int check = 0; check < REMOVAL_CHECKS; check++) {
            if (inspect(container.id()).isEmpty()) {
                return;
            }
            Pause.of(REMOVAL_PAUSE);
        }
        throw new Problem(
                ProblemCode.TIMEOUT,
                "The engine does not finish removing the container of session " + container.sessionId() + ".");
    }
}
