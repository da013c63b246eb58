package dev.berth.agent;

import dev.berth.contract.Doc;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of role agent. */
@ConfigMapping(prefix = "berth.agent")
@Doc("Role agent")
public interface AgentConfig {
    @Doc("Docker Engine, unix:///path or tcp://host:port; DOCKER_HOST, then the Docker or Podman socket when not set.")
    Optional<String> dockerHost();

    @Doc("CPU that may be promised to workspaces, as a multiple of the host's cores.")
    @WithDefault("4.0")
    double cpuOvercommit();

    @Doc("Memory that may be promised to workspaces, as a multiple of the host's memory.")
    @WithDefault("1.0")
    double memoryOvercommit();

    @Doc("Memory that is never promised to workspaces, for the host itself.")
    @WithDefault("512M")
    MemorySize memoryReserve();

    @Doc(
            "What workspaces may ask of this agent or shun, for example gpu=a100,disk=ssd; an administrator may set others.")
    Optional<List<String>> labels();

    @Doc(value = "Processes and threads that one workspace may have.", least = 1)
    @WithDefault("4096")
    long pidsLimit();

    @Doc("Time from the start of a container until its stream must answer.")
    @WithDefault("60s")
    Duration launchTimeout();

    @Doc("Time that pulling an image may take.")
    @WithDefault("30m")
    Duration pullTimeout();

    @Doc(value = "Images that are pulled in advance at the same time.", least = 1)
    @WithDefault("2")
    int preloadParallel();

    @Doc("An image that this agent pulled and that is not held ready any more is removed when unused for this long.")
    @WithDefault("7d")
    Duration imageKeep();

    @Doc("Percentage of the engine's disk in use at which no image is pulled any more; 100 for no limit.")
    @WithDefault("85")
    int diskRefuse();

    @Doc("Percentage of the engine's disk in use at which pulls under way are given up; 100 for no limit.")
    @WithDefault("95")
    int diskAbort();

    @Doc("Time that a workspace has to stop by itself after the signal, before it is killed; whole seconds.")
    @WithDefault("0s")
    Duration stopTimeout();

    @Doc("Time that a workspace which is stopped and kept has to stop by itself, before it is killed; whole seconds.")
    @WithDefault("10s")
    Duration haltTimeout();

    @Doc("Networks made in advance: a launch that finds one saves a tenth of a second.")
    @WithDefault("2")
    int networkPool();

    @Doc("Addresses that the networks of workspaces are cut from, eight for each; the engine chooses when empty.")
    @WithDefault("198.18.0.0/15")
    Optional<String> networkRange();

    @Doc(
            "Firewall rules that keep workspaces off this host and the cloud's metadata service: prefer sets them where it can, require launches nothing without them, off sets none.")
    @WithDefault("prefer")
    Isolation isolation();

    @Doc("How the agent reaches a workspace: by its address, or published on a loopback port (rootless engines).")
    @WithDefault("address")
    Reach reach();

    @Doc("Let run overrides of workspaces take hold of the host: privileged, devices, host paths, host namespaces.")
    @WithDefault("false")
    boolean privilegedOverrides();

    /** How firmly workspaces are kept off the host. */
    enum Isolation {
        PREFER,
        REQUIRE,
        OFF
    }

    /** How the agent reaches a container's port. */
    enum Reach {
        ADDRESS,
        PUBLISHED
    }
}
