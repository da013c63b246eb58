package dev.berth.agent;

import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.Info;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The GPUs of this host, whole ones. An engine that is only told a number gives everybody the same ones, so the agent
 * names them; which are in use stands on the containers.
 */
final class Gpus {
    /** One entry for each GPU of a host with NVIDIA's driver. */
    private static final Path DEVICES = Path.of("/proc/driver/nvidia/gpus");

    private static final String RUNTIME = "nvidia";

    private final Engine engine;
    private final UUID node;
    /** Given to launches whose containers do not exist yet. */
    private final Map<UUID, List<Integer>> pending = new ConcurrentHashMap<>();

    Gpus(Engine engine, UUID node) {
        this.engine = engine;
        this.node = node;
    }

    /** How many the engine can hand out. */
    static int count(Info info, boolean local) {
        return local && info.getRuntimes() != null && info.getRuntimes().containsKey(RUNTIME) ? count(DEVICES) : 0;
    }

    static int count(Path devices) {
        if (!Files.isDirectory(devices)) {
            return 0;
        }
        try (var entries = Files.list(devices)) {
            return (int) entries.count();
        } catch (IOException unreadable) {
            return 0;
        }
    }

    /** Those that fewest sessions have; an administrator may let sessions share them. */
    synchronized List<Integer> take(UUID session, int wanted) {
        if (wanted == 0) {
            return List.of();
        }
        var uses = new HashMap<Integer, Integer>();
        var inUse = engine.call(docker -> docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Labels.of(node))
                .exec());
        inUse.forEach(container -> count(uses, indexes(container.getLabels().get(Labels.GPUS))));
        pending.values().forEach(given -> count(uses, given));
        var chosen = choose(uses, Math.max(engine.facts().gpus(), wanted), wanted);
        pending.put(session, chosen);
        return chosen;
    }

    /** The container exists, or never will. */
    void settled(UUID session) {
        pending.remove(session);
    }

    static List<Integer> choose(Map<Integer, Integer> uses, int present, int wanted) {
        return IntStream.range(0, present)
                .boxed()
                .sorted(Comparator.comparingInt(index -> uses.getOrDefault(index, 0)))
                .limit(wanted)
                .sorted()
                .toList();
    }

    static DeviceRequest request(List<Integer> indexes) {
        return new DeviceRequest()
                .withDriver(RUNTIME)
                .withDeviceIds(indexes.stream().map(String::valueOf).toList())
                .withCapabilities(List.of(List.of("gpu")));
    }

    static String text(List<Integer> indexes) {
        return indexes.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<Integer> indexes(@Nullable String label) {
        return label == null || !label.matches("[0-9]+(,[0-9]+)*")
                ? List.of()
                : Arrays.stream(label.split(",")).map(Integer::valueOf).toList();
    }

    private static void count(Map<Integer, Integer> uses, List<Integer> indexes) {
        indexes.forEach(index -> uses.merge(index, 1, Integer::sum));
    }
}
