package dev.berth.agent;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RunningSession.State;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/** Freezes, stops and wakes the containers of sessions. What it finds done already it leaves. */
final class Rest {
    private final Engine engine;
    private final Networks networks;
    private final SessionContainers containers;
    private final Answer answer;

    Rest(Engine engine, Networks networks, SessionContainers containers, Answer answer) {
        this.engine = engine;
        this.networks = networks;
        this.containers = containers;
        this.answer = answer;
    }

    void pause(UUID session) {
        var container = find(session);
        switch (container.state()) {
            case PAUSED -> {}
            case STOPPED ->
                throw new Problem(
                        ProblemCode.SESSION_ENDED, "The workspace's container has stopped: " + reason(container) + ".");
            case RUNNING, LAUNCHING -> freeze(container);
        }
    }

    private void freeze(SessionContainer container) {
        try {
            engine.call(docker -> docker.pauseContainerCmd(container.id()).exec());
        } catch (NotFoundException gone) {
            throw missing(container.sessionId());
        } catch (DockerException refused) {
            var now = find(container.sessionId()).state();
            if (now != State.PAUSED) {
                throw new Problem(
                        now == State.STOPPED ? ProblemCode.SESSION_ENDED : ProblemCode.CONFLICT,
                        "The engine could not pause the workspace: " + said(refused),
                        refused);
            }
        }
    }

    void stop(UUID session) {
        var container = find(session);
        if (container.state() == State.STOPPED) {
            return;
        }
        try {
            containers.halt(container.id());
        } catch (NotModifiedException stopped) {
            // as wanted
        } catch (NotFoundException gone) {
            throw missing(session);
        } catch (DockerException refused) {
            throw new Problem(
                    ProblemCode.UNAVAILABLE, "The engine could not stop the workspace: " + said(refused), refused);
        }
    }

    /** @param check throws when nobody wants the session any more */
    ContainerTarget resume(UUID session, Runnable check) {
        var container = find(session);
        try {
            switch (container.state()) {
                case RUNNING, LAUNCHING -> {}
                case PAUSED ->
                    engine.call(
                            docker -> docker.unpauseContainerCmd(container.id()).exec());
                case STOPPED -> {
                    container.network().ifPresent(networks::revive);
                    engine.call(
                            docker -> docker.startContainerCmd(container.id()).exec());
                }
            }
        } catch (NotFoundException gone) {
            throw missing(session);
        } catch (NotModifiedException | ConflictException underway) {
            // whether it runs is looked at next
        } catch (DockerException refused) {
            throw new Problem(
                    ProblemCode.LAUNCH_FAILED, "The engine could not resume the workspace: " + said(refused), refused);
        }
        return answer.await(container.id(), check);
    }

    private SessionContainer find(UUID session) {
        return containers.of(session).stream()
                .filter(container -> !container.isGoing())
                .max(Comparator.comparingInt(SessionContainer::incarnation))
                .orElseThrow(() -> missing(session));
    }

    private String reason(SessionContainer container) {
        return containers
                .inspect(container.id())
                .flatMap(found -> Optional.ofNullable(found.getState()))
                .map(LastWords::reason)
                .orElse("it was removed");
    }

    private static Problem missing(UUID session) {
        return new Problem(ProblemCode.NOT_FOUND, "There is no container of session " + session + " on this node.");
    }

    private static String said(DockerException refused) {
        return LastWords.plain(String.valueOf(refused.getMessage()));
    }
}
