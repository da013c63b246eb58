package dev.berth.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A registry on loopback with one image, behind a password or open to all, that hands its layer out slowly. */
final class FakeRegistry implements AutoCloseable {
    static final String USER = "ada";
    static final String PASSWORD = "Lovelace-1815";
    private static final int LAYER_BYTES = 3_000_000;
    private static final int PIECE = 100_000;
    private static final int TLS_HANDSHAKE = 22;
    private static final Duration PIECE_PAUSE = Duration.ofMillis(60);
    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    private final HttpServer server;
    private final ServerSocket front;
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final boolean open;
    private volatile byte[] manifest;
    final AtomicInteger layerRequests = new AtomicInteger();
    final AtomicInteger credentialsShown = new AtomicInteger();

    FakeRegistry() throws IOException {
        this(false);
    }

    FakeRegistry(boolean open) throws IOException {
        this.open = open;
        manifest = image();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v2/", this::answer);
        server.start();
        front = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("registry").start(this::accept);
    }

    /** Another image takes the tag. */
    void move() throws IOException {
        manifest = image();
    }

    private byte[] image() throws IOException {
        var layer = layer();
        // every run is another image, so that the engine has never seen it
        var config = ("{\"architecture\":\"" + architecture() + "\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/none\"]},"
                        + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + digest(layer) + "\"]}}")
                .getBytes(StandardCharsets.US_ASCII);
        blobs.put(digest(layer), layer);
        blobs.put(digest(config), config);
        return ("{\"schemaVersion\":2,\"mediaType\":\"" + MANIFEST + "\",\"config\":{\"mediaType\":"
                        + "\"application/vnd.docker.container.image.v1+json\",\"size\":" + config.length
                        + ",\"digest\":\"" + digest(config) + "\"},\"layers\":[{\"mediaType\":"
                        + "\"application/vnd.docker.image.rootfs.diff.tar\",\"size\":" + layer.length
                        + ",\"digest\":\"" + digest(layer) + "\"}]}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** An engine tries TLS first. The server behind would wait for the rest of a line until the engine gives up. */
    private void accept() {
        while (!front.isClosed()) {
            try {
                var client = front.accept();
                Thread.ofVirtual().start(() -> pass(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket client) {
        try (client;
                var behind = new Socket(
                        InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
            int first = client.getInputStream().read();
            if (first != TLS_HANDSHAKE && first >= 0) {
                behind.getOutputStream().write(first);
                var up = Thread.ofVirtual().start(() -> copy(client, behind));
                copy(behind, client);
                up.join();
            }
        } catch (IOException closed) {
            // whoever closed it knows why
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException closed) {
            // the other direction ends too
        }
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }

    String host() {
        return "127.0.0.1:" + front.getLocalPort();
    }

    private static byte[] layer() throws IOException {
        var content = new byte[LAYER_BYTES];
        new Random().nextBytes(content);
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            var entry = new TarArchiveEntry("noise");
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var expected = "Basic "
                    + Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.US_ASCII));
            var shown = exchange.getRequestHeaders().getFirst("Authorization");
            if (shown != null) {
                credentialsShown.incrementAndGet();
            }
            if (!open && !expected.equals(shown)) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"test\"");
                send(exchange, 401, "application/json", error("UNAUTHORIZED", "authentication required"));
            } else if (path.equals("/v2/")) {
                send(exchange, 200, "application/json", "{}".getBytes(StandardCharsets.US_ASCII));
            } else if (path.equals("/v2/team/desktop/manifests/1") || path.endsWith(digest(manifest))) {
                exchange.getResponseHeaders().add("Docker-Content-Digest", digest(manifest));
                send(exchange, 200, MANIFEST, manifest);
            } else if (blobs.get(path.substring(path.lastIndexOf('/') + 1)) instanceof byte[] blob) {
                send(exchange, 200, "application/octet-stream", blob);
            } else {
                send(exchange, 404, "application/json", error("MANIFEST_UNKNOWN", "manifest unknown"));
            }
        }
    }

    private static byte[] error(String code, String message) {
        return ("{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        if ("HEAD".equals(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().add("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        if (body.length > PIECE) {
            layerRequests.incrementAndGet();
        }
        try (var out = exchange.getResponseBody()) {
            for (int sent = 0; sent < body.length; sent += PIECE) {
                out.write(body, sent, Math.min(PIECE, body.length - sent));
                if (body.length > PIECE) {
                    out.flush();
                    Pause.of(PIECE_PAUSE);
                }
            }
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
    }

    @Override
    public void close() {
        try {
            front.close();
        } catch (IOException closed) {
            // nothing is left to close
        }
        Thread.ofVirtual().start(() -> server.stop(0)); // it waits for the engine's idle connections
    }
}
