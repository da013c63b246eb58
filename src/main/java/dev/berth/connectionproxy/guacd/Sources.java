package dev.berth.connectionproxy.guacd;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Where the guacd of a node come from.
 *
 * @param cleanUp removes what they shared, after all of them have ended
 */
record Sources(List<Source> all, Runnable cleanUp) {
    static final String NONE = "none";

    /** Configured ones, else the program, else containers. */
    static Sources of(GuacdConfig config, UUID node, Path dataDir) {
        if (config.guacd().isPresent()) {
            return new Sources(
                    config.guacd().get().stream()
                            .map(String::strip)
                            .filter(address -> !address.equals(NONE))
                            .<Source>map(Sources::configured)
                            .toList(),
                    () -> {});
        }
        var program = config.guacdBinary().or(ProgramSource::onPath);
        if (program.isPresent()) {
            return many(config, index -> new ProgramSource(program.get(), index, dataDir), () -> {});
        }
        var docker = new Docker(node);
        return many(config, index -> new ContainerSource(docker, config, index), docker::removeAll);
    }

    private static Sources many(GuacdConfig config, java.util.function.IntFunction<Source> source, Runnable cleanUp) {
        return new Sources(
                IntStream.range(0, config.guacdInstances()).mapToObj(source).toList(), cleanUp);
    }

    static Source configured(String address) {
        int colon = address.lastIndexOf(':');
        var host = address.substring(0, colon);
        boolean v6 = host.startsWith("[") && host.endsWith("]");
        return new ConfiguredSource(
                v6 ? host.substring(1, host.length() - 1) : host, Integer.parseInt(address.substring(colon + 1)));
    }
}
