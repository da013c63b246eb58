package dev.berth.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Measures relays side by side over one source on loopback and prints medians and ratios. It judges nothing. */
public final class RelayBench {
    private static final int STREAMS = 4;
    private static final int PAYLOAD = 64;
    private static final String[] METRICS = {"MB/s", "CPU s/GB", "CPU ms/1000 frames", "echo p50 us", "echo p99 us"};

    private static final double[] ONES = {1, 1, 1, 1, 1};
    private static final int ARGUMENTS = 7;

    private final long bytesPerRound = Long.getLong("gigabytes", 2) * 1_000_000_000L;
    private final int echoes = Integer.getInteger("echoes", 20_000);
    private final int idle = Integer.getInteger("idle", 2_000);
    private final int rounds = Integer.getInteger("rounds", 5);
    private final Map<Contender, List<double[]>> results = new LinkedHashMap<>();

    /** @param args for each contender: name, port, pid, path prefix, origin, cookie, and {@code ws} or {@code rfb} */
    public static void main(String[] args) throws Exception {
        var contenders = new ArrayList<Contender>();
        for (var i = 0; i < args.length; i += ARGUMENTS) {
            contenders.add(new Contender(
                    args[i],
                    Integer.parseInt(args[i + 1]),
                    Long.parseLong(args[i + 2]),
                    args[i + 3],
                    "Origin: " + args[i + 4] + "\r\nCookie: " + args[i + 5] + "\r\n",
                    args[i + 6].equals("rfb")));
        }
        new RelayBench().run(contenders);
    }

    private void run(List<Contender> contenders) throws Exception {
        if (idle > 0) {
            memory(contenders);
        }
        for (var round = 0; round <= rounds; round++) {
            for (var contender : contenders) {
                var flood = flood(contender);
                var echo = echo(contender);
                if (round > 0) {
                    // round 0 warms up everyone alike
                    results.computeIfAbsent(contender, c -> new ArrayList<>())
                            .add(new double[] {flood[0], flood[1], echo[0], echo[1], echo[2]});
                }
            }
        }
        print();
    }

    private double[] flood(Contender contender) throws Exception {
        var received = new LongAdder();
        var cpu = contender.cpu();
        var start = System.nanoTime();
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < STREAMS; i++) {
            threads.add(Thread.ofPlatform().start(() -> drain(contender, received)));
        }
        for (var thread : threads) {
            thread.join();
        }
        var seconds = (System.nanoTime() - start) / 1e9;
        var gigabytes = received.sum() / 1e9;
        return new double[] {gigabytes * 1000 / seconds, (contender.cpu() - cpu) / gigabytes};
    }

    private void drain(Contender contender, LongAdder received) {
        try (var channel = contender.open("flood")) {
            var buffer = ByteBuffer.allocateDirect(256 * 1024);
            for (var left = bytesPerRound / STREAMS; left > 0; ) {
                var length = channel.read(buffer.clear());
                if (length < 0) {
                    throw new IOException(contender.name() + " closed the stream");
                }
                left -= length;
                received.add(length);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Frames are counted in both directions: an echo is two. */
    private double[] echo(Contender contender) throws IOException {
        var micros = new double[echoes];
        try (var channel = contender.open("echo")) {
            var frame = Contender.frame(new byte[PAYLOAD]);
            var answer = contender.rfb() ? PAYLOAD + 2 : frame.remaining();
            var cpu = contender.cpu();
            for (var i = 0; i < echoes; i++) {
                var start = System.nanoTime();
                channel.write(frame.rewind());
                Source.read(channel, answer);
                micros[i] = (System.nanoTime() - start) / 1e3;
            }
            var perThousand = (contender.cpu() - cpu) * 1e6 / (2.0 * echoes);
            Arrays.sort(micros);
            return new double[] {perThousand, micros[echoes / 2], micros[echoes * 99 / 100]};
        }
    }

    private void memory(List<Contender> contenders) throws Exception {
        System.out.printf("%-22s %22s %30s%n", "", "KiB per idle connection", "KiB more with a stopped reader");
        for (var contender : contenders) {
            // until what opens a connection is compiled: the compiler's own memory is not a connection's
            for (var i = 0; i < 4_000; i++) {
                contender.open("idle").close();
            }
            var before = contender.resident();
            var open = new ArrayList<SocketChannel>();
            for (var i = 0; i < idle; i++) {
                open.add(contender.open("idle"));
            }
            var perConnection = (contender.resident() - before) / (double) idle;
            for (var channel : open) {
                channel.close();
            }
            System.out.printf("%-22s %22.1f %30d%n", contender.name(), perConnection, stopped(contender));
        }
    }

    private static long stopped(Contender contender) throws Exception {
        var before = contender.resident();
        try (var channel = contender.open("flood")) {
            // long enough to fill every buffer many times over
            channel.read(ByteBuffer.allocate(1));
            new java.util.concurrent.CountDownLatch(1).await(3, java.util.concurrent.TimeUnit.SECONDS);
            return contender.resident() - before;
        }
    }

    private void print() {
        System.out.printf("%nmedians of %d rounds%n%-22s", rounds, "");
        for (var metric : METRICS) {
            System.out.printf(" %20s", metric);
        }
        System.out.println();
        results.forEach((contender, rows) -> line(contender.name(), median(rows), ONES));
        var ours = median(results.values().iterator().next());
        results.forEach((contender, rows) -> line("first / " + contender.name(), ours, median(rows)));
    }

    private static void line(String name, double[] values, double[] divisor) {
        System.out.printf("%-22s", name);
        for (var i = 0; i < values.length; i++) {
            System.out.printf(" %20.2f", values[i] / divisor[i]);
        }
        System.out.println();
    }

    private static double[] median(List<double[]> rows) {
        var medians = new double[METRICS.length];
        for (var i = 0; i < medians.length; i++) {
            var column = i;
            medians[i] = rows.stream().mapToDouble(row -> row[column]).sorted().toArray()[rows.size() / 2];
        }
        return medians;
    }
}
