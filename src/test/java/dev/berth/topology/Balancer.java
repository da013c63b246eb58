package dev.berth.topology;

import dev.berth.database.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
            frontend state
              bind 127.0.0.1:%4$d
              stats enable
              stats uri /state
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

    /** Columns of HAProxy's state. */
    private static final int NAME = 1;

    private static final int STATUS = 17;
    private static final int CHECK = 36;

    private final Process process;
    private final int port = Program.freePort();
    private final int statePort = Program.freePort();

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
            var file = Files.writeString(
                    directory.resolve("haproxy.cfg"), CONFIGURATION.formatted(port, both, servers, statePort));
            var started = new ProcessBuilder("haproxy", "-db", "-f", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("haproxy.log").toFile())
                    .start();
            process = started;
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitAll();
    }

    /** Until every web app has passed its checks: at first each counts as up, and goes down with one check that fails. */
    public void awaitAll() {
        Await.until("the balancer uses every web app", Duration.ofSeconds(120), this::usesAll);
    }

    private boolean usesAll() {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + statePort + "/state;csv"))
                    .build();
            var checked = http.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .map(line -> List.of(line.split(",", -1)))
                    .filter(line -> line.size() > CHECK && line.get(NAME).startsWith("web"))
                    .toList();
            return !checked.isEmpty()
                    && checked.stream()
                            .allMatch(line -> line.get(STATUS).equals("UP")
                                    && line.get(CHECK).equals("L7OK"));
        } catch (IOException notListening) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
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
