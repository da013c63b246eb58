package dev.berth.topology;

import static dev.berth.topology.Containers.docker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An existing machine for tests, in a container beside everything else. Its users are demo and demo1 to demo8, each
 * with the same password; a VNC screen wants the first eight characters of it.
 */
public final class TargetMachine implements AutoCloseable {
    public static final String IMAGE = "berth/test-target:1";
    public static final String USER = "demo";
    public static final String PASSWORD = "demo-pass";

    private static final Duration START = Duration.ofSeconds(60);

    private final String container;
    private final String address;
    private final int port;

    private TargetMachine(String container, String address, int port) {
        this.container = container;
        this.address = address;
        this.port = port;
    }

    /** One that somebody else has started, and removes. */
    static TargetMachine known(String container, String address, int port) {
        return new TargetMachine(container, address, port);
    }

    /** The same machine by another of its ports. */
    public TargetMachine at(int otherPort) {
        return new TargetMachine(container, address, otherPort);
    }

    public static TargetMachine ssh(String... environment) {
        return start("none", 22, environment);
    }

    public static TargetMachine vnc(String... environment) {
        return start("vnc", 5901, environment);
    }

    /** xrdp: TLS with a certificate of its own, and a login window for whom it does not know. */
    public static TargetMachine rdp(String... environment) {
        return start("rdp", 3389, environment);
    }

    /** Accepts nobody before network level authentication, as Windows does. One screen for all. */
    public static TargetMachine nla(String... environment) {
        return start("nla", 3389, environment);
    }

    /** @param environment variables of the image, as NAME=value */
    private static TargetMachine start(String mode, int port, String... environment) {
        var words = new ArrayList<>(List.of("run", "-d", "--label=dev.berth.test=target", "-e", "MODE=" + mode));
        Arrays.stream(environment).forEach(variable -> words.addAll(List.of("-e", variable)));
        words.add(IMAGE);
        var id = docker(words.toArray(String[]::new));
        if (!id.matches("[0-9a-f]{64}")) {
            throw new AssertionError("scripts/images/build src/test/images/target: " + id);
        }
        var machine = new TargetMachine(id, docker("inspect", "-f", "{{.NetworkSettings.IPAddress}}", id), port);
        Runtime.getRuntime().addShutdownHook(new Thread(machine::close));
        Await.until("the machine listens: " + mode, START, () -> machine.listens(port) && machine.listens(22));
        return machine;
    }

    private boolean listens(int asked) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, asked), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Its processes stop; its kernel goes on accepting connections. */
    public void freeze(boolean frozen) {
        docker(frozen ? "pause" : "unpause", container);
    }

    public String address() {
        return address;
    }

    public int port() {
        return port;
    }

    /** What a command prints there, as root. */
    public String exec(String... command) {
        var words = new ArrayList<>(List.of("exec", container));
        words.addAll(List.of(command));
        return docker(words.toArray(String[]::new));
    }

    /** {@code docker pause}, {@code unpause}, {@code kill}, {@code restart} … */
    public void suffer(String what) {
        docker(what, container);
    }

    @Override
    public void close() {
        docker("rm", "-f", container);
    }
}
