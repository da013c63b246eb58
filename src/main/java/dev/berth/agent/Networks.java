package dev.berth.agent;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import io.quarkus.logging.Log;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One bridge network for each session, so that sessions cannot reach each other. A few are made in advance, because
 * making one takes the engine a tenth of a second. A network serves one session and is then removed: what others
 * still send to the old session must not arrive at the next.
 */
final class Networks {
    /** All bridges begin so: one firewall rule covers them. */
    static final String BRIDGE_PREFIX = "bth";

    private static final int NAME_BYTES = 5;
    private static final int ATTEMPTS = 20;
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

    private final Engine engine;
    private final UUID node;
    private final Holders holders;
    private final int spare;
    private final Optional<Subnets> subnets;
    private final ConcurrentLinkedQueue<SessionNetwork> warm = new ConcurrentLinkedQueue<>();
    /** Taken by a launch whose container does not exist yet: not to be mistaken for an orphan. */
    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    private static final Duration QUIET = Duration.ofSeconds(2);

    private final AtomicBoolean refilling = new AtomicBoolean();
    private volatile boolean stopped;

    Networks(Engine engine, UUID node, Holders holders, int spare, Optional<Subnets> subnets) {
        this.engine = engine;
        this.node = node;
        this.holders = holders;
        this.spare = spare;
        this.subnets = subnets;
    }

    /** A warm network when there is one, else one that is made now, without a holder. */
    SessionNetwork take() {
        while (true) {
            var network = warm.peek();
            if (network == null) {
                return takePlain();
            }
            taken.add(network.name()); // before it leaves the pool, so that a sweep always finds it in one of the two
            if (warm.remove(network)) {
                return network;
            }
        }
    }

    /** A network whose container sets it up itself. */
    SessionNetwork takePlain() {
        return SessionNetwork.plain(create());
    }

    /** Succeeds when the network is gone already; one that is not ours stays. */
    void remove(SessionNetwork network) {
        if (network.ours()) {
            remove(network.name());
        }
    }

    /** The launch is over: from now on the container's own record tells that the network is in use. */
    void settled(String name) {
        taken.remove(name);
    }

    /** Succeeds when the network is gone already. */
    void remove(String name) {
        taken.remove(name);
        warm.removeIf(network -> network.name().equals(name));
        holders.remove(name);
        try {
            engine.call(docker -> docker.removeNetworkCmd(name).exec());
        } catch (NotFoundException gone) {
            // as wanted
        } catch (DockerException busy) {
            Log.debugf("network %s stays for the next sweep: %s", name, busy.getMessage());
        }
    }

    /** The address of the network's holder, as long as that runs. */
    Optional<String> heldAddress(String name) {
        return holders.find(name).map(SessionNetwork.Holder::address);
    }

    /** After the engine was restarted the holder has to run again before a session that joined it can. */
    void revive(String name) {
        holders.restart(name);
    }

    /**
     * Makes warm networks until there are enough, in the background. As long as some are left it waits a little: a
     * launch has just ended, and its desktop and its viewer need the processor more.
     */
    void refill() {
        if (!stopped && warm.size() < spare && refilling.compareAndSet(false, true)) {
            Thread.ofVirtual().name("networks").start(() -> {
                try {
                    if (!warm.isEmpty()) {
                        Pause.of(QUIET);
                    }
                    while (!stopped && warm.size() < spare) {
                        var name = create();
                        warm.add(SessionNetwork.held(name, holders.make(name)));
                        taken.remove(name);
                        if (stopped) {
                            remove(name);
                        }
                    }
                } catch (RuntimeException e) {
                    Log.debugf("no warm network: %s", e.getMessage());
                } finally {
                    refilling.set(false);
                }
            });
        }
    }

    /** Makes no more in advance and removes those that wait; what a kill leaves behind, the next process takes over. */
    void stop() {
        stopped = true;
        var names = warm.stream().map(SessionNetwork::name).toList();
        var removals = names.stream()
                .map(name -> Thread.ofVirtual().name("network-" + name).start(() -> remove(name)))
                .toList();
        try {
            for (var removal : removals) {
                removal.join(STOP_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes over or removes the networks of this node that belong to no container: a crashed agent's. */
    void sweep(Supplier<Collection<String>> inUse) {
        var all = ours(); // before the containers: a network taken in between is in use, or known here
        var used = inUse.get();
        for (var name : all) {
            if (used.contains(name) || taken.contains(name) || isWarm(name)) {
                continue;
            }
            var holder = warm.size() < spare ? holders.find(name) : Optional.<SessionNetwork.Holder>empty();
            if (holder.isPresent()) {
                warm.add(SessionNetwork.held(name, holder));
            } else {
                remove(name);
            }
        }
    }

    private boolean isWarm(String name) {
        return warm.stream().anyMatch(network -> network.name().equals(name));
    }

    private List<String> ours() {
        return engine
                .call(docker -> docker.listNetworksCmd()
                        .withFilter("label", List.of(Labels.NODE + "=" + node))
                        .exec())
                .stream()
                .map(Network::getName)
                .toList();
    }

    private String create() {
        DockerException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var name = BRIDGE_PREFIX + HexFormat.of().formatHex(random());
            taken.add(name);
            try {
                create(name);
                return name;
            } catch (DockerException e) {
                taken.remove(name);
                last = e;
                if (!String.valueOf(e.getMessage()).contains("overlap")) {
                    break; // another agent on this engine took the same addresses: only that is worth another try
                }
            } catch (RuntimeException e) {
                taken.remove(name);
                throw e;
            }
        }
        throw explain(Objects.requireNonNull(last));
    }

    private void create(String name) {
        var ipam = subnets.map(pool -> {
            var free = pool.next(inUse())
                    .orElseThrow(() -> new Problem(
                            ProblemCode.NO_CAPACITY,
                            "All networks of this agent's address range are in use; widen --agent-network-range."));
            return new Network.Ipam().withConfig(new Network.Ipam.Config().withSubnet(free));
        });
        engine.call(docker -> {
            var command = docker.createNetworkCmd()
                    .withName(name)
                    .withDriver("bridge")
                    .withCheckDuplicate(true)
                    .withLabels(Labels.of(node))
                    .withOptions(Map.of("com.docker.network.bridge.name", name));
            ipam.ifPresent(command::withIpam);
            return command.exec();
        });
    }

    private List<String> inUse() {
        return engine.call(docker -> docker.listNetworksCmd().exec()).stream()
                .flatMap(network ->
                        network.getIpam() == null || network.getIpam().getConfig() == null
                                ? Stream.empty()
                                : network.getIpam().getConfig().stream())
                .flatMap(config -> Stream.ofNullable(config.getSubnet()))
                .toList();
    }

    static Problem explain(DockerException e) {
        var said = String.valueOf(e.getMessage());
        return said.contains("address pool") || said.contains("predefined address pools")
                ? new Problem(
                        ProblemCode.NO_CAPACITY,
                        "The engine has no addresses left for another workspace's network. Set --agent-network-range,"
                                + " or give the engine larger default-address-pools.",
                        e)
                : new Problem(
                        ProblemCode.LAUNCH_FAILED,
                        "The engine could not make the workspace's network: " + LastWords.plain(said),
                        e);
    }

    private static byte[] random() {
        var bytes = new byte[NAME_BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
