package dev.berth.agent;

import dev.berth.contract.LaunchStep;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Not a test: launches one image again and again, by the agent and by {@code docker run}, in turns so that both meet
 * the same machine, and prints medians in milliseconds. Arguments: image, rounds.
 */
final class LaunchTiming {
    private static final Map<String, List<Double>> SAMPLES = new java.util.TreeMap<>();

    private LaunchTiming() {}

    public static void main(String[] args) throws Exception {
        var image = args.length > 0 ? args[0] : TestAgent.IMAGE;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        var overrides = image.equals(TestAgent.IMAGE) ? TestAgent.RFB : "{}";
        try (var test = new TestAgent("network-pool=2")) {
            test.agent.start(() -> {});
            byAgent(test, image, overrides, false); // warms up
            for (int round = 0; round < rounds; round++) {
                byDocker(test, image, round > 0);
                byAgent(test, image, overrides, true);
            }
        }
        SAMPLES.forEach((name, values) -> {
            var sorted = values.stream().sorted().toList();
            System.out.printf(
                    "%-32s median %6.1f  min %6.1f  max %6.1f  n %d%n",
                    name, sorted.get(sorted.size() / 2), sorted.getFirst(), sorted.getLast(), sorted.size());
        });
        System.exit(0);
    }

    private static void byAgent(TestAgent test, String image, String overrides, boolean counts) {
        TestAgent.eventually("a warm network", () -> test.holders() >= 2);
        var steps = new EnumMap<LaunchStep, Long>(LaunchStep.class);
        var small = TestAgent.spec(UUID.randomUUID(), 1, image, overrides);
        var spec = new dev.berth.contract.SessionSpec(
                small.sessionId(),
                1,
                small.userId(),
                "ada",
                "timing",
                image,
                small.registry(),
                2,
                1L << 30,
                64L << 20,
                Map.of(),
                overrides,
                small.protocol(),
                small.port(),
                small.share());
        long begin = System.nanoTime();
        test.agent.launch(spec, step -> steps.putIfAbsent(step.step(), System.nanoTime()));
        long end = System.nanoTime();
        if (counts) {
            add("agent 1 before start", begin, steps.getOrDefault(LaunchStep.STARTING, end));
            add(
                    "agent 2 create and start",
                    steps.getOrDefault(LaunchStep.STARTING, end),
                    steps.getOrDefault(LaunchStep.CONNECTING, end));
            add("agent 3 until the stream answers", steps.getOrDefault(LaunchStep.CONNECTING, end), end);
            add("agent launch()", begin, end);
        }
        begin = System.nanoTime();
        test.agent.end(spec.sessionId());
        if (counts) {
            add("agent end()", begin, System.nanoTime());
        }
    }

    private static void byDocker(TestAgent test, String image, boolean counts)
            throws IOException, InterruptedException {
        TestAgent.eventually("a warm network", () -> test.holders() >= 2);
        var line = new ArrayList<>(
                List.of("docker", "run", "-d", "--memory", "1g", "--cpus", "2", "-e", "VNC_PW=12345678", image));
        if (image.equals(TestAgent.IMAGE)) {
            line.addAll(List.of("sh", "-c", "exec nc -ll -p 5901 -e /bin/sh -c 'echo RFB 003.008; sleep 3600'"));
        }
        long begin = System.nanoTime();
        var process = new ProcessBuilder(line).start();
        String id;
        try (var out = process.getInputStream()) {
            id = new String(out.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII).strip();
        }
        process.waitFor();
        long returned = System.nanoTime();
        var address = test.docker(docker -> docker.inspectContainerCmd(id).exec())
                .getNetworkSettings()
                .getNetworks()
                .values()
                .iterator()
                .next()
                .getIpAddress();
        var target = new ContainerTarget(
                UUID.randomUUID(),
                1,
                String.valueOf(address),
                5901,
                dev.berth.contract.DeliveryProtocol.VNC,
                "",
                "",
                java.util.Optional.empty());
        var probe = new BannerProbe();
        while (!probe.ready(target)) {
            Pause.of(Duration.ofMillis(5));
        }
        if (counts) {
            add("docker run -d returns", begin, returned);
            add("docker run -d until banner", begin, System.nanoTime());
        }
        new ProcessBuilder("docker", "rm", "-f", id).start().waitFor();
    }

    private static void add(String name, long from, long to) {
        SAMPLES.computeIfAbsent(name, key -> new ArrayList<>()).add((to - from) / 1e6);
    }
}
