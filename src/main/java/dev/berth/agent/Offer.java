package dev.berth.agent;

import com.github.dockerjava.api.model.Network;
import dev.berth.contract.Capacity;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What this agent has to offer, by its engine and its settings. */
final class Offer {
    /** The engine's own networks; they isolate nothing. */
    private static final Set<String> BUILT_IN = Set.of("bridge", "host", "none", "podman");

    private static final long LOOK_NANOS = Duration.ofSeconds(15).toNanos();

    private final Engine engine;
    private final AgentConfig config;
    private List<String> networks = List.of();
    private long lookAt = System.nanoTime();

    Offer(Engine engine, AgentConfig config) {
        this.engine = engine;
        this.config = config;
    }

    /** @throws dev.berth.contract.Problem {@code UNAVAILABLE} when the engine does not answer */
    synchronized Capacity capacity() {
        var facts = engine.facts();
        var host = facts.engine();
        long reserve = config.memoryReserve().asLongValue();
        double memory = host.memoryBytes() * config.memoryOvercommit() - reserve;
        return new Capacity(
                host.cpus() * config.cpuOvercommit(),
                Math.max(0, (long) memory),
                reserve,
                facts.gpus(),
                networks(),
                config.labels().orElse(List.of()),
                host);
    }

    /** Asked for now and then only: they change when an administrator makes one. */
    private List<String> networks() {
        if (System.nanoTime() - lookAt >= 0) {
            networks = engine.call(docker -> docker.listNetworksCmd().exec()).stream()
                    .filter(network -> !BUILT_IN.contains(network.getName()))
                    .filter(network -> network.getLabels() == null
                            || network.getLabels().keySet().stream().noneMatch(Labels::isOurs))
                    .map(Network::getName)
                    .sorted()
                    .toList();
            lookAt = System.nanoTime() + LOOK_NANOS;
        }
        return networks;
    }
}
