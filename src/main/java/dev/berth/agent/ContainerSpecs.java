package dev.berth.agent;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.SessionSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Turns a session into the creation of its container: limits, no privileges, the environment that images expect. */
final class ContainerSpecs {
    static final String PASSWORD_VARIABLE = "VNC_PW";
    private static final double NANO = 1e9;
    private static final int SHARES_OF_A_CORE = 1024;
    private static final int LEAST_SHARES = 2;
    private static final Map<String, String> LOG_LIMITS = Map.of("max-size", "5m", "max-file", "1");
    private static final String NO_NEW_PRIVILEGES = "no-new-privileges";
    /** Programs that want to be process 1 themselves. */
    private static final Set<String> INITS =
            Set.of("init", "tini", "dumb-init", "catatonit", "systemd", "s6-svscan", "runit", "docker-init");

    private final UUID node;
    private final AgentConfig config;

    ContainerSpecs(UUID node, AgentConfig config) {
        this.node = node;
        this.config = config;
    }

    /** The container's name: one for each incarnation, so that the engine itself refuses a second one. */
    static String name(UUID sessionId, int incarnation) {
        return "berth-" + sessionId + "-" + incarnation;
    }

    CreateContainerCmd creation(
            DockerClient docker,
            SessionSpec spec,
            RunOverrides overrides,
            InspectImageResponse image,
            SessionNetwork network,
            int engineCpus,
            List<Integer> gpus) {
        var host = limits(spec, engineCpus)
                .withCapDrop(Capability.ALL)
                .withNetworkMode(network.mode())
                .withRestartPolicy(RestartPolicy.noRestart())
                .withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE, LOG_LIMITS))
                .withInit(!hasInit(image));
        var command = docker.createContainerCmd(
                        ImageReference.parse(spec.image()).full())
                .withName(name(spec.sessionId(), spec.incarnation()))
                .withEnv(environment(spec, overrides));
        if (network.holder().isEmpty()) {
            command.withHostName(network.hostName()); // an engine refuses it together with a holder, which has it
        }
        if (config.reach() == AgentConfig.Reach.PUBLISHED) {
            var port = ExposedPort.tcp(spec.port());
            command.withExposedPorts(port);
            host.withPortBindings(new PortBinding(Ports.Binding.bindIp("127.0.0.1"), port));
        }
        if (!gpus.isEmpty()) {
            host.withDeviceRequests(List.of(Gpus.request(gpus)));
        }
        overrides.apply(command, host);
        host.withSecurityOpts(securityOptions(overrides, host));
        var labels = new HashMap<>(overrides.labels());
        labels.putAll(Labels.of(node, spec, network));
        if (!gpus.isEmpty()) {
            labels.put(Labels.GPUS, Gpus.text(gpus));
        }
        return command.withLabels(labels).withHostConfig(host);
    }

    private HostConfig limits(SessionSpec spec, int engineCpus) {
        var host = HostConfig.newHostConfig();
        switch (spec.share().cpuMode()) {
            // an engine refuses more than it has; then the host itself is the limit
            case QUOTA -> host.withNanoCPUs((long) (Math.min(spec.cores(), engineCpus) * NANO));
            case SHARES -> host.withCpuShares(Math.max(LEAST_SHARES, (int) (spec.cores() * SHARES_OF_A_CORE)));
        }
        return host.withMemory(spec.memoryBytes())
                .withMemorySwap(spec.memoryBytes())
                .withPidsLimit(config.pidsLimit())
                .withShmSize(spec.sharedMemoryBytes());
    }

    /** New privileges are refused, unless an override that was allowed decides about that itself. */
    private static List<String> securityOptions(RunOverrides overrides, HostConfig host) {
        var options = new ArrayList<>(overrides.securityOptions());
        if (options.stream().noneMatch(option -> option.startsWith(NO_NEW_PRIVILEGES))
                && !Boolean.TRUE.equals(host.getPrivileged())) {
            options.add(NO_NEW_PRIVILEGES);
        }
        return options;
    }

    private static List<String> environment(SessionSpec spec, RunOverrides overrides) {
        var environment = new HashMap<>(spec.environment());
        environment.putAll(overrides.environment());
        environment.put("KASM_ID", spec.sessionId().toString().replace("-", ""));
        environment.put("KASM_USER", spec.userName());
        environment.put("KASM_USER_ID", spec.userId().toString());
        if (spec.protocol() != DeliveryProtocol.HTTP) {
            environment.put(PASSWORD_VARIABLE, StreamPassword.make(spec.protocol()));
        }
        return environment.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    private static boolean hasInit(InspectImageResponse image) {
        var config = image.getConfig();
        if (config == null) {
            return false;
        }
        var first = config.getEntrypoint() != null && config.getEntrypoint().length > 0
                ? config.getEntrypoint()[0]
                : config.getCmd() != null && config.getCmd().length > 0 ? config.getCmd()[0] : "";
        return INITS.contains(first.substring(first.lastIndexOf('/') + 1));
    }
}
