package dev.berth.agent;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.HostShare;
import dev.berth.contract.Problem;
import dev.berth.contract.RunningSession;
import dev.berth.contract.SessionSpec;
import dev.berth.node.Report;
import dev.berth.topology.Await;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/** A real agent on this machine's engine, which leaves nothing behind. */
final class TestAgent implements AutoCloseable {
    static final String IMAGE = "berth/test-probe:1";
    /** Says what an RFB server says first, on the port for it. */
    static final String RFB = "{\"command\": [\"sh\", \"-c\","
            + " \"exec nc -ll -p 5901 -e /bin/sh -c 'echo RFB 003.008; sleep 3600'\"]}";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    final UUID node;
    final DockerAgent agent;
    /** Names what it pulled. */
    final Path pulled;

    final Engine engine;

    TestAgent(String... settings) {
        this(UUID.randomUUID(), settings);
    }

    TestAgent(UUID node, String... settings) {
        this.node = node;
        var config = config(settings);
        this.pulled = file();
        this.agent = new DockerAgent(config, node, pulled, new BannerProbe());
        this.engine =
                new Engine(DockerHost.choose(config.dockerHost(), Optional.ofNullable(System.getenv("DOCKER_HOST"))));
        eventually("the engine answers", () -> answers(agent::running) && answers(engine::facts));
    }

    /** An empty one that goes with the test. */
    static Path file() {
        try {
            var file = Files.createTempFile("berth-pulled", "");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings as {@code name=value}, on top of short times. */
    static AgentConfig config(String... settings) {
        var values = new HashMap<>(Map.of("berth.agent.launch-timeout", "60s", "berth.agent.network-pool", "0"));
        for (var setting : settings) {
            values.put("berth.agent." + setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(AgentConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 1))
                .build()
                .getConfigMapping(AgentConfig.class);
    }

    static SessionSpec spec(UUID session, int incarnation, String image, String overrides) {
        return new SessionSpec(
                session,
                incarnation,
                UUID.randomUUID(),
                "ada",
                "Test Desktop",
                image,
                Optional.empty(),
                1,
                64L << 20,
                8L << 20,
                Map.of("LANG", "C.UTF-8"),
                overrides,
                DeliveryProtocol.VNC,
                5901,
                HostShare.PLAIN);
    }

    static SessionSpec rfb() {
        return spec(UUID.randomUUID(), 1, IMAGE, RFB);
    }

    static SessionSpec running(String... command) {
        return spec(UUID.randomUUID(), 1, IMAGE, "{\"command\": [\"" + String.join("\", \"", command) + "\"]}");
    }

    /** Networks of this node without a pool. */
    Networks cold() {
        return new Networks(engine, node, new Holders(engine, node, false), 0, Optional.empty());
    }

    <T> T docker(Function<DockerClient, T> conversation) {
        return engine.call(conversation);
    }

    List<String> containers(UUID session) {
        return docker(docker -> docker.listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(Map.of(Labels.SESSION, session.toString()))
                        .exec())
                .stream()
                .map(container -> container.getId())
                .toList();
    }

    InspectContainerResponse inspect(UUID session) {
        var id = containers(session).getFirst();
        return docker(docker -> docker.inspectContainerCmd(id).exec());
    }

    List<String> networks() {
        return docker(docker -> docker.listNetworksCmd()
                        .withFilter("label", List.of(Labels.NODE + "=" + node))
                        .exec())
                .stream()
                .map(network -> network.getName())
                .toList();
    }

    /** How many holders run. */
    long holders() {
        return docker(docker -> docker.listContainersCmd()
                        .withLabelFilter(List.of(Labels.NETWORK, Labels.NODE + "=" + node))
                        .exec())
                .stream()
                .filter(container -> !container.getLabels().containsKey(Labels.SESSION))
                .count();
    }

    /** Output and errors of a command inside the session's container. */
    String inside(UUID session, String... command) {
        var words =
                Stream.concat(Stream.of("docker", "exec", containers(session).getFirst()), Stream.of(command));
        try {
            var process =
                    new ProcessBuilder(words.toList()).redirectErrorStream(true).start();
            try (var out = process.getInputStream()) {
                return new String(out.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    RunningSession running(UUID session) {
        return agent.running().stream()
                .filter(running -> running.sessionId().equals(session))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the agent does not know session " + session));
    }

    static void eventually(String what, BooleanSupplier condition) {
        Await.until(what, PATIENCE, condition);
    }

    /** Until this agent has so many networks in store; a busy engine may have refused one, and a report asks again. */
    void awaitHolders(int many) {
        eventually(many + " holders wait", () -> {
            agent.report(new Report());
            return holders() == many;
        });
    }

    private static boolean answers(Runnable question) {
        try {
            question.run();
            return true;
        } catch (Problem slow) {
            return false;
        }
    }

    @Override
    public void close() {
        agent.stop();
        agent.running().forEach(session -> agent.end(session.sessionId()));
        eventually("every network of the test is gone", () -> {
            networks().forEach(cold()::remove);
            return networks().isEmpty();
        });
    }
}
