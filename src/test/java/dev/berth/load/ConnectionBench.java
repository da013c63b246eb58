package dev.berth.load;

import dev.berth.topology.BerthClient;
import dev.berth.topology.Deployment;
import dev.berth.topology.MachineWorkspace;
import dev.berth.topology.TargetMachine;
import dev.berth.topology.TestGuacd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Sessions on existing machines: what each costs us and guacd, and how much later a key shows its effect than with guacd
 * alone. Browser (a small one of ours), web app with zone proxy, connection proxy, guacd, machine. It judges nothing.
 */
public final class ConnectionBench implements AutoCloseable {
    /** Users of the machine: RDP gives each one desktop. */
    private static final int DESKTOPS = 8;
    /** Keys before any counts: as many as a person types in the first minute. */
    private static final int WARM = 300;

    private static final int BACKSPACE = 0xFF08;

    private static final long REST_MILLIS = 10_000;

    private final int samples = Integer.getInteger("samples", 100);
    private final List<Integer> counts = Arrays.stream(
                    System.getProperty("sessions", "1 10 50").split(" "))
            .map(Integer::valueOf)
            .toList();
    private final TestGuacd guacd = new TestGuacd();
    private final Deployment deployment;
    private final BerthClient client;
    private final Figures proxy;
    private final Figures relay;
    private final Figures engine = Figures.ofContainer(guacd.container());

    private ConnectionBench(Path directory) {
        deployment = Deployment.apart(directory, front -> front.with("session-per-user", "200"));
        client = deployment.administrator();
        var joined = deployment.join("proxy", "connection-proxy", program -> program.with("guacd", guacd.address()));
        proxy = Figures.of(joined.pid());
        relay = Figures.of(deployment.front().pid());
    }

    public static void main(String[] args) throws Exception {
        var directory = Files.createTempDirectory(Path.of("/var/tmp"), "berth-bench.");
        try (var bench = new ConnectionBench(directory)) {
            System.out.printf(
                    "%-5s %8s | %23s %23s %9s | %21s %9s | %23s%n",
                    "",
                    "sessions",
                    "key to echo, ms",
                    "guacd alone, ms",
                    "added p50",
                    "KiB/session of ours",
                    "of guacd",
                    "CPU ms/key ours, guacd");
            for (var protocol : System.getProperty("protocols", "ssh vnc rdp").split(" ")) {
                bench.run(protocol);
            }
        }
        System.exit(0);
    }

    private void run(String protocol) throws Exception {
        switch (protocol) {
            case "ssh" -> {
                try (var machine = TargetMachine.ssh()) {
                    run(protocol, machine, counts);
                }
            }
            case "vnc" -> {
                try (var machine = TargetMachine.vnc()) {
                    run(protocol, machine, counts);
                }
            }
            case "rdp" -> {
                try (var machine = TargetMachine.rdp()) {
                    var few = counts.stream().filter(count -> count < DESKTOPS).toList();
                    System.out.println(
                            "RDP: the machine has desktops for " + DESKTOPS + " users, so no more than that");
                    run(
                            protocol,
                            machine,
                            Stream.concat(few.stream(), Stream.of(DESKTOPS)).toList());
                }
            }
            default -> throw new IllegalArgumentException("There is no bench for " + protocol + ": ssh, vnc, rdp.");
        }
    }

    /** One, so that what is loaded at the first session does not count as memory of it. */
    private void warmUp(String protocol, TargetMachine machine, List<String> workspaces) {
        var session = client.launch(workspaces.getFirst());
        RemoteScreen.throughBerth(client, session).close();
        end(session);
        RemoteScreen.ofGuacd(guacd.address(), protocol, parameters(protocol, machine, DESKTOPS))
                .close();
    }

    private void end(String session) {
        client.delete("/api/sessions/" + session).expect(202);
        client.session(session, "ended");
    }

    private void run(String protocol, TargetMachine machine, List<Integer> wanted) {
        var workspaces = new ArrayList<String>();
        for (int user = 0; user < (protocol.equals("rdp") ? DESKTOPS : 1); user++) {
            var name = protocol + "-" + user + "-" + wanted.getFirst();
            workspaces.add(MachineWorkspace.of(
                    client,
                    name,
                    protocol,
                    machine,
                    protocol.equals("vnc") ? Map.of() : Map.of("userName", user(user))));
        }
        warmUp(protocol, machine, workspaces);
        var sessions = new ArrayList<String>();
        var screens = new ArrayList<RemoteScreen>();
        settle();
        double[] before = memory();
        for (int count : wanted) {
            while (screens.size() < count) {
                sessions.add(client.launch(workspaces.get(screens.size() % workspaces.size())));
                screens.add(RemoteScreen.throughBerth(client, sessions.getLast()));
            }
            settle();
            double[] now = memory();
            try (var alone = RemoteScreen.ofGuacd(guacd.address(), protocol, parameters(protocol, machine, DESKTOPS))) {
                print(protocol, count, before, now, keys(screens.getFirst(), alone));
            }
        }
        screens.forEach(RemoteScreen::close);
        sessions.forEach(this::end);
    }

    private static String user(int number) {
        return TargetMachine.USER + (number == 0 ? "" : number);
    }

    private static Map<String, String> parameters(String protocol, TargetMachine machine, int user) {
        var all = new HashMap<>(Map.of(
                "hostname",
                machine.address(),
                "port",
                String.valueOf(machine.port()),
                "password",
                TargetMachine.PASSWORD,
                "ignore-cert",
                "true"));
        if (!protocol.equals("vnc")) {
            all.put("username", user(user));
        }
        return all;
    }

    /** Connections that ended, and what they left, are gone by then. */
    private static void settle() {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
    }

    private double[] memory() {
        double live = proxy.liveKibibytes();
        return new double[] {live, proxy.kibibytes(), engine.kibibytes()};
    }

    /** Keys in turn through Berth and to guacd alone; times of each, then the CPU of our two processes and of guacd. */
    private double[][] keys(RemoteScreen ours, RemoteScreen alone) {
        var through = new double[samples];
        var direct = new double[samples];
        for (int i = 0; i < WARM; i++) {
            ours.key(key(i));
            briefly();
            alone.key(key(i));
            briefly();
        }
        double idle = idleShare();
        long begun = System.nanoTime();
        double own = proxy.cpuMillis() + relay.cpuMillis();
        double theirs = engine.cpuMillis();
        for (int i = 0; i < samples; i++) {
            pause(i);
            through[i] = ours.key(key(i));
            pause(i);
            direct[i] = alone.key(key(i));
        }
        double atRest = idle * (System.nanoTime() - begun) / 1e6;
        var cpu = new double[] {
            (proxy.cpuMillis() + relay.cpuMillis() - own - atRest) / samples,
            (engine.cpuMillis() - theirs) / samples / 2
        };
        Arrays.sort(through);
        Arrays.sort(direct);
        return new double[][] {through, direct, cpu};
    }

    /** A letter, and it is taken back: what is typed stays on the screen, and so has an effect. */
    private static int key(int i) {
        return i % 2 == 0 ? 'a' + i / 2 % 26 : BACKSPACE;
    }

    /** Until the last key is up: two people sit at one keyboard. */
    private static void briefly() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
    }

    /** What our two processes take of a processor when nobody types: check-ins, and what they do for themselves. */
    private double idleShare() {
        double before = proxy.cpuMillis() + relay.cpuMillis();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(REST_MILLIS));
        return (proxy.cpuMillis() + relay.cpuMillis() - before) / REST_MILLIS;
    }

    /** guacd gathers what happens within a few hundredths of a second: not always at the same moment of it. */
    private static void pause(int i) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(90 + i * 7 % 40));
    }

    private void print(String protocol, int count, double[] before, double[] now, double[][] keys) {
        double ours = median(keys[0]);
        double alone = median(keys[1]);
        System.out.printf(
                "%-5s %8d | p50 %7.2f p99 %7.2f   p50 %7.2f p99 %7.2f   %9.2f | heap %6.0f all %6.0f  %9.0f | %11.2f %11.2f%n",
                protocol,
                count,
                ours,
                keys[0][samples * 99 / 100],
                alone,
                keys[1][samples * 99 / 100],
                ours - alone,
                (now[0] - before[0]) / count,
                (now[1] - before[1]) / count,
                (now[2] - before[2]) / count,
                keys[2][0],
                keys[2][1]);
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }

    @Override
    public void close() {
        deployment.close();
        guacd.close();
    }
}
