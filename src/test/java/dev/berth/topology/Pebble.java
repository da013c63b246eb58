package dev.berth.topology;

import dev.berth.node.SelfSigned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Pebble, the ACME server that the people behind the best known one test clients with: it really asks, at what it is
 * told is port 443, and finds every name at 127.0.0.1.
 */
public final class Pebble implements AutoCloseable {
    public static final String KEY_ID = "kid-1";
    public static final String MAC_KEY = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern ISSUED = Pattern.compile("Issued certificate serial");

    private final Path directory;
    private final int port = Program.freePort();
    private final int names = Program.freePort();
    private final int management = Program.freePort();
    private final List<Process> running = new ArrayList<>();

    /** Nothing runs yet. */
    public Pebble(Path directory) {
        this.directory = directory;
        SelfSigned.in(directory, "localhost");
    }

    /** What a node is told. */
    public String address() {
        return "https://localhost:" + port + "/dir";
    }

    /** The authority of its own TLS. */
    public Path authority() {
        return directory.resolve("certificate.pem");
    }

    /**
     * Starts it with no memory of earlier runs.
     *
     * @param asked    the port that stands for 443
     * @param validity of certificates
     * @param binding  whether accounts must be bound to {@link #KEY_ID}
     */
    public Pebble start(int asked, Duration validity, boolean binding) {
        try {
            var settings = directory.resolve("pebble.json");
            Files.writeString(settings, """
                    {"pebble": {
                      "listenAddress": "127.0.0.1:%d",
                      "certificate": "%s", "privateKey": "%s",
                      "httpPort": 1, "tlsPort": %d,
                      "externalAccountBindingRequired": %b,
                      "externalAccountMACKeys": {"%s": "%s"},
                      "certificateValidityPeriod": %d
                    }}
                    """.formatted(
                            port,
                            authority(),
                            directory.resolve("key.pem"),
                            asked,
                            binding,
                            KEY_ID,
                            MAC_KEY,
                            validity.toSeconds()));
            var dns = "127.0.0.1:" + names;
            run(
                    "names",
                    List.of(
                            "pebble-challtestsrv",
                            "-dns01",
                            dns,
                            "-defaultIPv4",
                            "127.0.0.1",
                            "-defaultIPv6",
                            "",
                            "-http01",
                            "",
                            "-https01",
                            "",
                            "-tlsalpn01",
                            "",
                            "-management",
                            "127.0.0.1:" + management));
            // the last that it opens
            Await.until("names are found", PATIENCE, () -> isUp(management));
            run("log", List.of("pebble", "-config", settings.toString(), "-dnsserver", dns));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until("Pebble answers; it said: " + said(), PATIENCE, () -> isUp(port));
        return this;
    }

    private void run(String log, List<String> command) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(log).toFile());
        // at full speed; every twentieth nonce is refused all the same, as it may be anywhere
        builder.environment().putAll(Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_AUTHZREUSE", "0"));
        var started = builder.start();
        running.add(started);
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    }

    private static boolean isUp(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** How many certificates it has given since it was started. */
    public long issued() {
        return ISSUED.matcher(said()).results().count();
    }

    public String said() {
        try {
            return Files.exists(directory.resolve("log")) ? Files.readString(directory.resolve("log")) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It may be started again. */
    public void stop() {
        for (var process : running) {
            process.destroyForcibly();
            process.onExit().join();
        }
        running.clear();
    }

    @Override
    public void close() {
        stop();
    }
}
