package dev.berth.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A whole architecture on hosts of their own, brought up by scripts/topology: network namespaces, Docker Engines,
 * balancers and a database as in earnest. What happens to the hosts happens to real processes.
 */
public final class Hosts implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(8);
    private static final String SCRIPT = "scripts/topology";

    private final String architecture;
    private final Path state;

    private Hosts(String architecture) {
        this.architecture = architecture;
        this.state = Path.of("/var/tmp/berth-topology", name());
    }

    /** True where namespaces may be made. */
    public static boolean possible() {
        return "root".equals(System.getProperty("user.name"));
    }

    /**
     * One after the other: on a fresh machine each installs what it needs.
     *
     * @param architecture {@code ra1}, {@code ra2}, {@code ra3} or {@code ra4}
     */
    public static synchronized Hosts up(String architecture) {
        var hosts = new Hosts(architecture);
        hosts.run("down"); // of a run that was broken off
        long begun = System.nanoTime();
        hosts.run("up");
        System.out.printf(
                "measured: %s is up after %d s%n",
                architecture, Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        // a run that is broken off must not leave hosts behind
        Runtime.getRuntime().addShutdownHook(new Thread(hosts::close));
        return hosts;
    }

    private String name() {
        return System.getProperty("berth.topology-name", "test-") + architecture;
    }

    /** Runs scripts/topology with these arguments and returns what it prints. */
    public String run(String... arguments) {
        var said = attempt(arguments);
        if (said.exitCode() != 0) {
            throw new AssertionError(
                    String.join(" ", arguments) + " answers " + said.exitCode() + ": " + said.output());
        }
        return said.output();
    }

    /** What a command said, and whether it succeeded. */
    public record Said(int exitCode, String output) {}

    public Said attempt(String... arguments) {
        try {
            var log = Files.createTempFile("topology", ".log");
            var command = new ArrayList<>(List.of(SCRIPT, architecture));
            command.addAll(List.of(arguments));
            // what it starts in the background must not keep a pipe open
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(Path.of("/dev/null").toFile());
            builder.environment().put("TOPOLOGY_NAME", name());
            builder.environment().put("TOPOLOGY_DIR", state.getParent().toString());
            builder.environment()
                    .put("TOPOLOGY_NET", System.getProperty("berth.topology-net", "10.9") + architecture.charAt(2));
            builder.environment().put("MACHINES", "1");
            builder.environment().put("IMAGES", ProbeWorkspace.IMAGE);
            builder.environment().put("WEB_APP_FLAGS", "--session-per-user=1000 --login-attempts-per-minute=1000");
            builder.environment().put("AS_BUILT", "1");
            builder.environment().put("KEEP_LOGS", "1");
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            var process = builder.start();
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", arguments) + " does not end: " + Files.readString(log));
            }
            var output = Files.readString(log).strip();
            Files.delete(log);
            return new Said(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A browser that goes where users go. */
    public BerthClient client() {
        return new BerthClient(read("url"));
    }

    public BerthClient administrator() {
        return signedIn(client());
    }

    /** RA4: somebody in region 2, whose console is on the other side of the line. */
    public BerthClient administratorOfRegion2() {
        return signedIn(new BerthClient("https://" + address("primary", "public") + ":8443"));
    }

    private BerthClient signedIn(BerthClient client) {
        client.signIn("admin", password());
        return client;
    }

    /** What a host shows, where its configuration names a certificate of the deployment's authority. */
    public HostCertificate certificate(String host) {
        return new HostCertificate(state.resolve(host).resolve("etc/certificate.pem"), state.resolve("pki"));
    }

    /** What a file of a host's log says. */
    public String log(String host, String file) {
        return read(host + "/log/" + file);
    }

    /** The administrator's. */
    public String password() {
        return read("secrets/password");
    }

    private String read(String file) {
        try {
            return Files.readString(state.resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As when its plug is pulled. */
    public void off(String... hosts) {
        for (var host : hosts) {
            run("off", host);
        }
    }

    public void on(String... hosts) {
        for (var host : hosts) {
            run("on", host);
        }
    }

    /** As {@code kill -9} of Berth there. */
    public void kill(String... hosts) {
        for (var host : hosts) {
            run("kill", host, "berth");
        }
    }

    public void start(String... hosts) {
        for (var host : hosts) {
            run("start", host, "berth");
        }
    }

    /** Whether a connection can be made from one host to an address. */
    public boolean reaches(String host, String address, int port) {
        return attempt("in", host, "timeout", "2", "bash", "-c", "exec 3<>/dev/tcp/" + address + "/" + port)
                        .exitCode()
                == 0;
    }

    /** The address of a host in one of the networks user, front, inside and data; user2, inside2 and public with RA4. */
    public String address(String host, String network) {
        return read("legs")
                .lines()
                .map(line -> line.split(" "))
                .filter(leg -> leg[0].equals(host) && leg[1].equals(network))
                .map(leg -> leg[2])
                .findFirst()
                .orElseThrow(() -> new AssertionError(host + " has no leg in " + network));
    }

    /** The existing machines: by SSH and VNC, and by RDP. */
    public TargetMachine machine(String protocol) {
        var host = protocol.equals("rdp") ? "windows" : "machine";
        int port = switch (protocol) {
            case "ssh" -> 22;
            case "vnc" -> 5901;
            case "rdp" -> 3389;
            default -> throw new AssertionError("no machine speaks " + protocol);
        };
        return TargetMachine.known("berth-" + name() + "-" + host, address(host, "inside"), port);
    }

    /** RA4: the machine of region 2, by SSH. */
    public TargetMachine machineOfRegion2() {
        return TargetMachine.known("berth-" + name() + "-target2", address("target2", "inside2"), 22);
    }

    /** The containers of sessions on a host's engine, stopped ones included; each line is a session. */
    public List<String> containers(String host) {
        return run(
                        "in",
                        host,
                        "docker",
                        "ps",
                        "-a",
                        "--filter",
                        "label=dev.berth.incarnation",
                        "--format",
                        "{{.Label \"dev.berth.session\"}}")
                .lines()
                .toList();
    }

    @Override
    public void close() {
        if (Files.exists(state)) {
            run("down");
        }
    }
}
