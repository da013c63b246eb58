package dev.berth.connectionproxy.delivery;

import static dev.berth.topology.Containers.docker;

import dev.berth.topology.Await;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A container that is a guacd or a machine, reached by its address. */
final class RealMachine implements AutoCloseable {
    static final String GUACD = "berth/test-guacd:1";
    static final String TARGET = "berth/test-target:1";

    final String container;
    final InetSocketAddress address;

    RealMachine(String image, int port, String... environment) {
        var words = new ArrayList<>(List.of("run", "-d", "--label=dev.berth.test=machine"));
        for (var variable : environment) {
            words.addAll(List.of("-e", variable));
        }
        words.add(image);
        container = docker(words.toArray(String[]::new));
        if (!container.matches("[0-9a-f]{64}")) {
            throw new AssertionError("the images of src/test/images are built with scripts/images/build: " + container);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        address = new InetSocketAddress(docker("inspect", "-f", "{{.NetworkSettings.IPAddress}}", container), port);
        Await.until(image + " listens", Duration.ofSeconds(60), this::answers);
    }

    boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(address, 1000);
            return true;
        } catch (IOException silent) {
            return false;
        }
    }

    /** What a command prints inside. */
    String run(String command) {
        return docker("exec", container, "sh", "-c", command);
    }

    /** As when its cable is pulled: no word of farewell reaches anybody. */
    void cutOff() {
        docker("network", "disconnect", "bridge", container);
    }

    /** Its processes stop; its kernel does not. */
    void freeze(boolean frozen) {
        docker(frozen ? "pause" : "unpause", container);
    }

    @Override
    public void close() {
        docker("rm", "-f", container);
    }
}
