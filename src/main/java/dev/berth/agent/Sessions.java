package dev.berth.agent;

import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.berth.contract.LaunchProgress;
import dev.berth.contract.Launched;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RunningSession;
import dev.berth.contract.RunningSession.State;
import dev.berth.contract.SessionSpec;
import dev.berth.contract.Trace;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thing at a time happen to a session: callers of the same launch or end wait for the one at work, and an end
 * goes before all else.
 */
final class Sessions implements ContainerTargets {
    private final SessionContainers containers;
    private final Launcher launcher;
    private final Rest rest;
    private final Map<UUID, Launch> launches = new ConcurrentHashMap<>();
    private final Map<UUID, CompletableFuture<Void>> endings = new ConcurrentHashMap<>();
    /** Pauses, stops and resumes at work: the holder of the lock is the one. */
    private final Map<UUID, ReentrantLock> changes = new ConcurrentHashMap<>();
    /** Follows the engine: filled by launches, and by every look at what runs. */
    private final Map<UUID, ContainerTarget> targets = new ConcurrentHashMap<>();

    private final Map<UUID, String> pins = new ConcurrentHashMap<>();
    private final Ended ended = new Ended();

    Sessions(SessionContainers containers, Launcher launcher, Rest rest) {
        this.containers = containers;
        this.launcher = launcher;
        this.rest = rest;
    }

    Launched launch(SessionSpec spec, Consumer<LaunchProgress> progress) {
        return begin(spec).join(progress);
    }

    private Launch begin(SessionSpec spec) {
        var id = spec.sessionId();
        while (true) {
            await(endings.get(id));
            var mine = new Launch(spec);
            var now = launches.putIfAbsent(id, mine);
            if (now == null && endings.containsKey(id)) {
                launches.remove(id, mine);
            } else if (now == null && ended.contains(id)) {
                launches.remove(id, mine);
                throw new Problem(ProblemCode.SESSION_ENDED, "The session was ended before its workspace was started.");
            } else if (now == null) {
                Thread.ofVirtual().name("launch-" + id).start(Trace.carried(() -> work(mine)));
                return mine;
            } else if (now.spec().incarnation() == spec.incarnation()) {
                return now;
            } else if (now.spec().incarnation() > spec.incarnation()) {
                throw new Problem(ProblemCode.CONFLICT, "A later incarnation of this session is starting already.");
            } else {
                now.abort();
                now.awaitEnd();
            }
        }
    }

    boolean isLaunching() {
        return !launches.isEmpty();
    }

    private void work(Launch launch) {
        var spec = launch.spec();
        var id = spec.sessionId();
        try {
            forget(id);
            var launched = launcher.run(launch, target -> {
                targets.put(id, target);
                launch.ready(target);
            });
            launches.remove(id, launch);
            launch.complete(launched);
        } catch (RuntimeException | Error e) {
            forget(id);
            launcher.cleanUp(spec);
            launches.remove(id, launch);
            launch.fail(e);
        }
    }

    void end(UUID id) {
        var mine = new CompletableFuture<Void>();
        var now = endings.putIfAbsent(id, mine);
        if (now != null) {
            await(now);
            return;
        }
        try {
            ended.add(id);
            forget(id);
            var launch = launches.get(id);
            if (launch != null) {
                launch.abort();
                launch.awaitEnd();
            }
            change(id, () -> containers.of(id).forEach(containers::remove));
            mine.complete(null);
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            forget(id);
            changes.remove(id);
            endings.remove(id, mine);
        }
    }

    void pause(UUID id) {
        change(id, () -> {
            targets.remove(id);
            rest.pause(id);
        });
    }

    void stop(UUID id) {
        change(id, () -> {
            forget(id); // what starts anew may show another certificate
            rest.stop(id);
        });
    }

    void resume(UUID id) {
        change(id, () -> targets.put(id, rest.resume(id, () -> checkWanted(id))));
    }

    private void checkWanted(UUID id) {
        if (endings.containsKey(id)) {
            throw new Problem(ProblemCode.SESSION_ENDED, "The session was ended meanwhile.");
        }
    }

    private void change(UUID id, Runnable work) {
        var lock = changes.computeIfAbsent(id, unused -> new ReentrantLock());
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    private static void await(@Nullable CompletableFuture<Void> ending) {
        try {
            if (ending != null) {
                ending.join();
            }
        } catch (CompletionException e) {
            throw e.getCause() instanceof Problem problem ? new Problem(problem.code(), problem.detail(), problem) : e;
        }
    }

    /** True while this agent itself is at work on the session, so that a dying container is no news. */
    boolean isBusy(UUID id) {
        var change = changes.get(id);
        return launches.containsKey(id) || endings.containsKey(id) || change != null && change.isLocked();
    }

    void forget(UUID id) {
        targets.remove(id);
        pins.remove(id);
    }

    /**
     * What runs here; on the way, targets are made for what another process launched, and dropped for what died.
     *
     * @throws Problem {@code UNAVAILABLE} when the engine cannot be asked
     */
    List<RunningSession> running() {
        var starting = Map.copyOf(launches);
        var known = Set.copyOf(targets.keySet()); // before the list: a launch that ends meanwhile is not in either
        var existing = containers.all().stream()
                .filter(container -> !container.isGoing())
                .collect(Collectors.toMap(SessionContainer::sessionId, container -> container, Sessions::later));
        known.stream()
                .filter(id -> !existing.containsKey(id) || existing.get(id).state() != State.RUNNING)
                .filter(id -> !isBusy(id))
                .forEach(this::forget);
        existing.values().stream()
                .filter(container -> container.state() == State.RUNNING && !known.contains(container.sessionId()))
                .forEach(this::adopt);
        return Stream.concat(
                        starting.values().stream().map(Sessions::launching),
                        existing.values().stream()
                                .filter(container -> !starting.containsKey(container.sessionId()))
                                .flatMap(container -> describe(container).stream()))
                .toList();
    }

    /** After a restart of the agent the container itself tells all that the last process knew. */
    private void adopt(SessionContainer container) {
        if (!isBusy(container.sessionId())) {
            containers
                    .inspect(container.id())
                    .flatMap(containers::target)
                    .ifPresent(target -> targets.putIfAbsent(target.sessionId(), target));
        }
    }

    private static SessionContainer later(SessionContainer a, SessionContainer b) {
        return a.incarnation() >= b.incarnation() ? a : b;
    }

    private static RunningSession launching(Launch launch) {
        return new RunningSession(launch.spec().sessionId(), launch.spec().incarnation(), State.LAUNCHING, "");
    }

    private Optional<RunningSession> describe(SessionContainer container) {
        return switch (container.state()) {
            case LAUNCHING, RUNNING, PAUSED -> Optional.of(described(container, ""));
            case STOPPED ->
                containers
                        .inspect(container.id())
                        .map(InspectContainerResponse::getState)
                        .map(state -> described(
                                container,
                                "created".equals(state.getStatus()) ? "was never started" : LastWords.reason(state)));
        };
    }

    private static RunningSession described(SessionContainer container, String detail) {
        return new RunningSession(container.sessionId(), container.incarnation(), container.state(), detail);
    }

    Collection<String> usedNetworks() {
        return containers.all().stream()
                .flatMap(container -> container.network().stream())
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<ContainerTarget> find(UUID id) {
        return isBusy(id)
                ? Optional.empty()
                : Optional.ofNullable(targets.get(id)).map(this::pinned);
    }

    @Override
    public Optional<CompletableFuture<ContainerTarget>> coming(UUID id, int incarnation) {
        return Optional.ofNullable(launches.get(id))
                .filter(launch -> launch.spec().incarnation() == incarnation)
                .map(Launch::target);
    }

    private ContainerTarget pinned(ContainerTarget target) {
        return new ContainerTarget(
                target.sessionId(),
                target.incarnation(),
                target.host(),
                target.port(),
                target.protocol(),
                target.user(),
                target.password(),
                Optional.ofNullable(pins.get(target.sessionId())));
    }

    @Override
    public String pin(UUID sessionId, String certificateSha256) {
        return pins.computeIfAbsent(sessionId, first -> certificateSha256);
    }
}
