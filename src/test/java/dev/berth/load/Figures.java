package dev.berth.load;

import static dev.berth.topology.Containers.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What processes take of the machine, from /proc. A container's are all of its processes. */
record Figures(Supplier<List<Long>> pids) {
    private static final double TICKS = 100;
    private static final Pattern USED = Pattern.compile("(?:generation|DefNew|Tenured).*used (\\d+)K");

    static Figures of(long pid) {
        return new Figures(() -> List.of(pid));
    }

    static Figures ofContainer(String id) {
        return new Figures(() -> docker("top", id, "-eo", "pid")
                .lines()
                .skip(1)
                .map(line -> Long.parseLong(line.strip()))
                .toList());
    }

    /** User and system time, in milliseconds; steps of ten. */
    double cpuMillis() {
        return pids.get().stream().mapToDouble(Figures::cpuMillis).sum();
    }

    private static double cpuMillis(long pid) {
        var stat = read(pid, "stat");
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS * 1000;
    }

    /** What is theirs alone, and their part of what they share. */
    double kibibytes() {
        return pids.get().stream()
                .mapToLong(pid -> read(pid, "smaps_rollup")
                        .lines()
                        .filter(line -> line.startsWith("Pss:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum())
                .sum();
    }

    /** What a Java program holds on to: its heap after a collection. */
    double liveKibibytes() {
        var pid = pids.get().getFirst();
        command(pid, "GC.run");
        var found = USED.matcher(command(pid, "GC.heap_info"));
        return found.results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .sum();
    }

    private static String command(long pid, String what) {
        try {
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(pid),
                            what)
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
