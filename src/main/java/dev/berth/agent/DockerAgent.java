package dev.berth.agent;

import dev.berth.contract.Agent;
import dev.berth.contract.ImageOrder;
import dev.berth.contract.ImageReadiness;
import dev.berth.contract.LaunchProgress;
import dev.berth.contract.Launched;
import dev.berth.contract.Orders;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.Pruned;
import dev.berth.contract.RunningSession;
import dev.berth.contract.SessionSpec;
import dev.berth.node.NodeConfig;
import dev.berth.node.NodeIdentity;
import dev.berth.node.OwnZone;
import dev.berth.node.Report;
import dev.berth.node.Reporter;
import io.quarkus.logging.Log;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The agent of this node: sessions as containers of the engine beside it. */
@Singleton
@Typed({DockerAgent.class, ContainerTargets.class})
public final class DockerAgent implements Agent, Reporter, ContainerTargets {
    private final UUID node;
    private final Engine engine;
    private final Firewall firewall;
    private final Networks networks;
    private final Sessions sessions;
    private final Upkeep upkeep;
    private final Census census;
    private final Disk disk;
    private final Preloading preloading;
    private @Nullable DeathWatch watch;
    private volatile boolean draining;
    private volatile Optional<String> trouble = Optional.of("The container engine was not asked yet.");

    @Inject
    DockerAgent(AgentConfig config, NodeConfig common, NodeIdentity identity, StreamProbe probe, OwnZone zone) {
        this(config, identity.address().id(), common.dataDir().resolve("pulled-images"), probe, zone);
    }

    /** @param pulled the file that names the images pulled here */
    DockerAgent(AgentConfig config, UUID node, Path pulled, StreamProbe probe) {
        this(config, node, pulled, probe, new OwnZone());
    }

    private DockerAgent(AgentConfig config, UUID node, Path pulled, StreamProbe probe, OwnZone zone) {
        this.node = node;
        this.engine =
                new Engine(DockerHost.choose(config.dockerHost(), Optional.ofNullable(System.getenv("DOCKER_HOST"))));
        var offer = new Offer(engine, config);
        this.firewall = new Firewall(config.isolation(), engine.host());
        this.networks = new Networks(
                engine,
                node,
                new Holders(engine, node, config.reach() == AgentConfig.Reach.ADDRESS),
                config.networkPool(),
                config.networkRange().map(range -> new Subnets(range, node.hashCode())));
        var containers = new SessionContainers(engine, node, networks, config);
        var answer = new Answer(engine, containers, probe, config);
        this.disk = new Disk(engine, config);
        var ours = new PulledImages(pulled);
        var images = new Images(
                engine, config.pullTimeout(), disk, ours, () -> zone.settings().registryMirror());
        this.preloading = new Preloading(images, new Pruning(engine, ours), config);
        var launcher = new Launcher(
                engine,
                config,
                images,
                networks,
                containers,
                new ContainerSpecs(node, config),
                answer,
                new Gpus(engine, node));
        this.sessions = new Sessions(containers, launcher, new Rest(engine, networks, containers, answer));
        this.census = new Census(
                engine.host(),
                () -> new Census.Count(
                        sessions.running(), offer.capacity(), engine.facts().lacks()));
        this.upkeep = new Upkeep(firewall, networks, sessions);
    }

    /**
     * Begins to work; all that takes time happens in the background.
     *
     * @param soon asks for a check-in at once
     */
    void start(Runnable soon) {
        watch = new DeathWatch(
                engine,
                node,
                session -> {
                    if (!sessions.isBusy(session)) {
                        sessions.forget(session);
                        soon.run();
                    }
                },
                () -> {
                    lookAtImages();
                    soon.run();
                });
        watch.start();
        preloading.start();
        upkeep.run();
    }

    /** Containers go on: the next process finds them again. */
    void stop() {
        if (watch != null) {
            watch.stop();
        }
        preloading.stop();
        networks.stop();
    }

    /** True while a death would be heard at once. */
    boolean isWatching() {
        return watch != null && watch.isListening();
    }

    void drain(boolean on) {
        draining = on;
    }

    /** Why no session can start here; empty when one can. Answers at once, from the last report. */
    Optional<String> trouble() {
        return trouble;
    }

    @Override
    public Launched launch(SessionSpec spec, Consumer<LaunchProgress> progress) {
        if (draining) {
            throw new Problem(ProblemCode.DRAINING, "This agent is being drained and starts no more workspaces.");
        }
        firewall.admit();
        try {
            return sessions.launch(spec, progress);
        } finally {
            if (!sessions.isLaunching()) {
                networks.refill(); // only now: making a network at the same time would slow a launch down
            }
        }
    }

    @Override
    public void end(UUID sessionId) {
        sessions.end(sessionId);
    }

    @Override
    public void pause(UUID sessionId) {
        sessions.pause(sessionId);
    }

    @Override
    public void stop(UUID sessionId) {
        sessions.stop(sessionId);
    }

    @Override
    public void resume(UUID sessionId) {
        firewall.admit(); // also while it is being drained: what rests here can go on nowhere else
        sessions.resume(sessionId);
    }

    @Override
    public void pull(ImageOrder order) {
        preloading.pull(order);
    }

    /** How far the images are that are wanted here. */
    List<ImageReadiness> images() {
        return preloading.readiness();
    }

    /** Asks the engine soon what it has. */
    void lookAtImages() {
        preloading.look();
    }

    @Override
    public Pruned prune() {
        return preloading.prune();
    }

    @Override
    public List<RunningSession> running() {
        return sessions.running();
    }

    @Override
    public Optional<ContainerTarget> find(UUID sessionId) {
        return sessions.find(sessionId);
    }

    @Override
    public Optional<CompletableFuture<ContainerTarget>> coming(UUID sessionId, int incarnation) {
        return sessions.coming(sessionId, incarnation);
    }

    @Override
    public String pin(UUID sessionId, String certificateSha256) {
        return sessions.pin(sessionId, certificateSha256);
    }

    @Override
    public void report(Report report) {
        try {
            var count = census.take();
            report.sessions(count.sessions());
            report.capacity(count.capacity());
            count.lacks().forEach(report::finding);
            disk.finding().ifPresent(report::finding);
            firewall.finding().ifPresent(report::finding);
            trouble = Optional.empty();
        } catch (Problem problem) {
            trouble = Optional.of(problem.detail());
            report.finding(problem.detail());
            if (problem.code() == ProblemCode.TIMEOUT) {
                census.lately().ifPresent(report::capacity);
            }
        }
        report.images(images());
        upkeep.runIfDue();
    }

    @Override
    public void obey(Orders orders) {
        preloading.order(orders.preload());
        orders.end()
                .forEach(id -> Thread.ofVirtual().name("end-" + id).start(() -> {
                    try {
                        end(id);
                    } catch (RuntimeException e) {
                        Log.warnf("session %s could not be ended, the order will come again: %s", id, e.getMessage());
                    }
                }));
    }
}
