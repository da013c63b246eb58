package dev.berth.topology;

import static dev.berth.topology.Containers.docker;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** A guacd that somebody else runs, for {@code --guacd}. */
public final class TestGuacd implements AutoCloseable {
    public static final String IMAGE = "berth/test-guacd:1";

    private static final int PORT = 4822;
    private static final Duration START = Duration.ofSeconds(30);

    private final String container;
    private final String host;

    public TestGuacd() {
        container = docker("run", "-d", "--label=dev.berth.test=guacd", IMAGE);
        if (!container.matches("[0-9a-f]{64}")) {
            throw new AssertionError("scripts/images/build src/test/images/guacd: " + container);
        }
        host = docker("inspect", "-f", "{{.NetworkSettings.IPAddress}}", container);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        Await.until("guacd listens", START, () -> {
            try (var socket = new Socket(host, PORT)) {
                return socket.isConnected();
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    /** As in the setting. */
    public String address() {
        return host + ":" + PORT;
    }

    /** Its id. */
    public String container() {
        return container;
    }

    /** {@code docker pause}, {@code kill}, {@code restart} … */
    public void suffer(String what) {
        docker(what, container);
    }

    @Override
    public void close() {
        docker("rm", "-f", container);
    }
}
