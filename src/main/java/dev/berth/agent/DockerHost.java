package dev.berth.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the Docker Engine listens: {@code unix:///path} or {@code tcp://host:port}. */
record DockerHost(URI uri) {
    static final String DEFAULT = "unix:///var/run/docker.sock";
    private static final String PODMAN = "unix:///run/podman/podman.sock";
    private static final int TCP_PORT = 2375;

    /** @throws IllegalArgumentException saying which forms exist */
    static DockerHost parse(String text) {
        var uri = uri(text);
        var unix = "unix".equals(uri.getScheme())
                && uri.getPath() != null
                && !uri.getPath().isEmpty();
        var tcp = "tcp".equals(uri.getScheme()) && uri.getHost() != null;
        if (!unix && !tcp) {
            throw new IllegalArgumentException(
                    "The Docker host must look like unix:///path/docker.sock or tcp://host:port, not '" + text + "'.");
        }
        return new DockerHost(uri);
    }

    /** A text that is no URI at all gets the same answer as one of another form. */
    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) {
            return URI.create("none");
        }
    }

    /** The configured engine, else DOCKER_HOST, else the Docker socket, else that of Podman when only it exists. */
    static DockerHost choose(Optional<String> configured, Optional<String> environment) {
        return parse(configured
                .or(() -> environment.filter(text -> !text.isBlank()))
                .orElseGet(() -> !exists(DEFAULT) && exists(PODMAN) ? PODMAN : DEFAULT));
    }

    private static boolean exists(String unix) {
        return Files.exists(Path.of(URI.create(unix).getPath()));
    }

    boolean isLocal() {
        return "unix".equals(uri.getScheme());
    }

    /** An unconnected channel. */
    SocketChannel open() throws IOException {
        return isLocal() ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
    }

    SocketAddress address() {
        return isLocal()
                ? UnixDomainSocketAddress.of(uri.getPath())
                : new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? TCP_PORT : uri.getPort());
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
