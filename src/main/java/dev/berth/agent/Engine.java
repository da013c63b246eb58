package dev.berth.agent;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The container engine. Connects when first asked, and again by itself after the engine was away; the API version is
 * agreed on at each connection, because the engine may have been upgraded meanwhile.
 */
final class Engine {
    private static final RemoteApiVersion OLDEST = RemoteApiVersion.parseConfig("1.40");
    private static final RemoteApiVersion NEWEST_TESTED = RemoteApiVersion.parseConfig("1.50");
    private static final Duration GREETING = Duration.ofSeconds(5);

    private final DockerHost host;
    private volatile @Nullable Connected connected;

    private record Connected(DockerClient client, EngineFacts facts) {}

    Engine(DockerHost host) {
        this.host = host;
    }

    DockerHost host() {
        return host;
    }

    /** What the engine is; asks it only when not connected. */
    EngineFacts facts() {
        return connection().facts;
    }

    /**
     * Runs one conversation with the engine.
     *
     * @throws Problem {@code UNAVAILABLE} when the engine does not answer
     * @throws DockerException when it answers that it will not
     */
    <T> T call(Function<DockerClient, T> conversation) {
        try {
            return conversation.apply(connection().client);
        } catch (DockerException refused) {
            throw refused;
        } catch (RuntimeException e) {
            throw lost(e);
        }
    }

    /**
     * Makes an image of a file system. docker-java cannot: it sends the stream as JSON.
     *
     * @throws Problem {@code UNAVAILABLE} when the engine does not answer
     * @throws DockerException when it answers that it will not
     */
    void importImage(String repository, String tag, byte[] tar) {
        var request = DockerHttpClient.Request.builder()
                .method(DockerHttpClient.Request.Method.POST)
                .path("/v" + facts().engine().apiVersion() + "/images/create?fromSrc=-&repo=" + repository + "&tag="
                        + tag)
                .bodyBytes(tar)
                .build();
        try (var transport = new DockerTransport(host);
                var response = transport.execute(request)) {
            var said = new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
            if (response.getStatusCode() != 200 || said.contains("\"error\"")) {
                throw new DockerException(said, response.getStatusCode());
            }
        } catch (IOException e) {
            throw lost(new UncheckedIOException(e));
        } catch (UncheckedIOException e) {
            throw lost(e);
        }
    }

    /** Forgets the connection and makes the failure a problem, when it is one of the connection. */
    RuntimeException lost(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException io) {
                connected = null;
                return unavailable(io);
            }
        }
        return e;
    }

    private Problem unavailable(IOException e) {
        return new Problem(
                ProblemCode.UNAVAILABLE,
                "The container engine at " + host + " does not answer (" + reason(e)
                        + "). Start it, or name another with --agent-docker-host.",
                e);
    }

    private static String reason(IOException e) {
        return Optional.ofNullable(e.getMessage()).orElseGet(() -> e.getClass().getSimpleName());
    }

    private Connected connection() {
        var now = connected;
        return now == null ? connect() : now;
    }

    private synchronized Connected connect() {
        var now = connected;
        if (now != null) {
            return now;
        }
        try {
            var unversioned = client(RemoteApiVersion.UNKNOWN_VERSION, GREETING);
            var version = unversioned.versionCmd().exec();
            var api = agree(version.getApiVersion());
            var client = client(api, null);
            var fresh = new Connected(
                    client, EngineFacts.of(version, client.infoCmd().exec(), api, host.isLocal()));
            connected = fresh;
            return fresh;
        } catch (DockerException e) {
            throw new Problem(
                    ProblemCode.UNAVAILABLE,
                    "What answers at " + host + " is no usable container engine: " + e.getMessage(),
                    e);
        } catch (RuntimeException e) {
            throw lost(e);
        }
    }

    /** The lower of the engine's version and the newest one tested. */
    static RemoteApiVersion agree(@Nullable String offered) {
        var engine = offered == null || !offered.matches("[0-9]+[.][0-9]+")
                ? RemoteApiVersion.UNKNOWN_VERSION
                : RemoteApiVersion.parseConfig(offered);
        if (engine == RemoteApiVersion.UNKNOWN_VERSION || !engine.isGreaterOrEqual(OLDEST)) {
            throw new Problem(
                    ProblemCode.UNAVAILABLE,
                    "The container engine speaks API " + offered + ", Berth needs at least " + OLDEST.getVersion()
                            + ". Install Docker Engine 19.03 or later.");
        }
        return engine.isGreaterOrEqual(NEWEST_TESTED) ? NEWEST_TESTED : engine;
    }

    private DockerClient client(RemoteApiVersion version, @Nullable Duration answer) {
        DockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost("unix:///var/run/docker.sock") // only our transport knows the real one
                .withDockerTlsVerify(false)
                .withApiVersion(version)
                .build();
        return DockerClientImpl.getInstance(
                config, answer == null ? new DockerTransport(host) : new DockerTransport(host, answer, answer));
    }
}
