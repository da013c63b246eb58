package dev.berth.agent;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ExposedPort;
import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.Problem;
import dev.berth.contract.RunningSession;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A container of a session, as the engine lists it.
 *
 * @param network the session's own
 */
record SessionContainer(String id, UUID sessionId, int incarnation, String status, Optional<String> network) {
    /** Empty when the labels are not ours, whoever wrote them. */
    static Optional<SessionContainer> of(Container container) {
        try {
            var labels = container.getLabels();
            return Optional.of(new SessionContainer(
                    container.getId(),
                    UUID.fromString(labels.getOrDefault(Labels.SESSION, "")),
                    Integer.parseInt(labels.getOrDefault(Labels.INCARNATION, "")),
                    String.valueOf(container.getState()),
                    Optional.ofNullable(labels.get(Labels.NETWORK))));
        } catch (IllegalArgumentException | NullPointerException foreign) {
            return Optional.empty();
        }
    }

    /** Never {@code LAUNCHING}: the container alone does not know. */
    RunningSession.State state() {
        return switch (status) {
            case "running" -> RunningSession.State.RUNNING;
            case "paused" -> RunningSession.State.PAUSED;
            default -> RunningSession.State.STOPPED;
        };
    }

    /** True while the engine is at work to remove it. */
    boolean isGoing() {
        return status.equals("removing");
    }

    /**
     * Where the container answers; empty when it has no address, for example because it stopped, or when its labels
     * say nothing that this version understands: one such container must not hide the others.
     */
    static Optional<ContainerTarget> target(InspectContainerResponse container, AgentConfig.Reach reach) {
        try {
            return understood(container, reach);
        } catch (IllegalArgumentException | Problem foreign) {
            return Optional.empty();
        }
    }

    private static Optional<ContainerTarget> understood(InspectContainerResponse container, AgentConfig.Reach reach) {
        var labels = Optional.ofNullable(container.getConfig().getLabels()).orElse(Map.of());
        if (!Boolean.TRUE.equals(container.getState().getRunning())) {
            return Optional.empty();
        }
        var protocol = DeliveryProtocol.parse(labels.getOrDefault(Labels.PROTOCOL, ""));
        int port = Integer.parseInt(labels.getOrDefault(Labels.PORT, ""));
        var address = switch (reach) {
            case ADDRESS -> address(container).map(host -> new Address(host, port));
            case PUBLISHED -> published(container, port);
        };
        return address.map(at -> new ContainerTarget(
                UUID.fromString(labels.getOrDefault(Labels.SESSION, "")),
                Integer.parseInt(labels.getOrDefault(Labels.INCARNATION, "")),
                at.host,
                at.port,
                protocol,
                StreamPassword.user(protocol),
                variable(container, ContainerSpecs.PASSWORD_VARIABLE),
                Optional.empty()));
    }

    private record Address(String host, int port) {}

    /** The container's own, or that of the holder whose network it joined. */
    static Optional<String> address(InspectContainerResponse container) {
        var joined = Optional.ofNullable(container.getConfig().getLabels()).map(labels -> labels.get(Labels.ADDRESS));
        return joined.isPresent()
                ? joined
                : container.getNetworkSettings().getNetworks().values().stream()
                        .map(network -> network.getIpAddress())
                        .filter(address -> address != null && !address.isEmpty())
                        .findFirst();
    }

    /** The network whose holder the container joined; empty when it has its network by itself. */
    static Optional<String> joinedNetwork(InspectContainerResponse container) {
        return Optional.ofNullable(container.getConfig().getLabels())
                .filter(labels -> labels.containsKey(Labels.ADDRESS))
                .map(labels -> labels.get(Labels.NETWORK));
    }

    private static Optional<Address> published(InspectContainerResponse container, int port) {
        var bindings = container.getNetworkSettings().getPorts().getBindings().get(ExposedPort.tcp(port));
        return bindings == null || bindings.length == 0
                ? Optional.empty()
                : Optional.of(new Address("127.0.0.1", Integer.parseInt(bindings[0].getHostPortSpec())));
    }

    private static String variable(InspectContainerResponse container, String name) {
        var environment = Optional.ofNullable(container.getConfig().getEnv()).orElse(new String[0]);
        return Arrays.stream(environment)
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }
}
