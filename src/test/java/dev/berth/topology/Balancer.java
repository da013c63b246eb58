package dev.berth.topology;

import dev.berth.database.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A real HAProxy in front of several web apps, with the checks of config/haproxy. */
public final class Balancer implements AutoCloseable {
    private static final String CONFIGURATION = """
            global
              maxconn 500
            defaults
              mode http
              option forwardfor
              option redispatch 1
              retries 3
              timeout connect 1s
              timeout client 90s
              timeout server 90s
              timeout http-request 10s
              timeout queue 5s
              timeout check 4s
              timeout tunnel 1h
              default-server check check-ssl ssl verify none inter 1s fastinter 500ms downinter 1s fall 3 rise 2
            frontend console
              bind 127.0.0.1:%d ssl crt %s alpn http/1.1
              use_backend streams if { path_beg /desktop/ }
              default_backend consoles
            backend consoles
              balance roundrobin
              option httpchk GET /api/__healthcheck
              http-check expect status 200
            %3$s
            backend streams
              balance leastconn
              option httpchk GET /q/health/ready
              http-check expect status 200
            %3$s
            """;

    private final Process process;
    private final int port = Program.freePort();

    public Balancer(Path directory, List<Program> apps) {
        var servers = IntStream.range(0, apps.size())
                .mapToObj(i ->
                        "  server web%d 127.0.0.1:%d".formatted(i, apps.get(i).port()))
                .collect(Collectors.joining("\n"));
        try {
            var both = directory.resolve("both.pem");
            var certificate = directory.resolve("balancer.pem");
            var key = directory.resolve("balancer.key");
            new TestAuthority("balancer").write("localhost", certificate, key);
            Files.writeString(both, Files.readString(certificate) + Files.readString(key));
            var file =
                    Files.writeString(directory.resolve("haproxy.cfg"), CONFIGURATION.formatted(port, both, servers));
            var started = new ProcessBuilder("haproxy", "-db", "-f", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("haproxy.log").toFile())
                    .start();
            process = started;
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // several programs that have only just started are slow to answer their first checks
        Await.until("the balancer reaches a web app", Duration.ofSeconds(30), this::reaches);
    }

    private boolean reaches() {
        try {
            return client().get("/api/__healthcheck").status() == 200;
        } catch (UncheckedIOException notListening) {
            return false;
        }
    }

    public BerthClient client() {
        return new BerthClient(port);
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
