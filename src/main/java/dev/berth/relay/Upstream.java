package dev.berth.relay;

import dev.berth.contract.Problem;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.TrustOptions;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A place that requests are passed to: a container, or the node that owns the session. It keeps connections for reuse;
 * close it when the session ends.
 */
public final class Upstream implements AutoCloseable {
    /** How the other side proves who it is. {@code byName}: its certificate must name the host. */
    public record Trust(X509ExtendedTrustManager manager, boolean byName) {}

    private static final int POOL = 64;
    private static final int WAITING = 256;
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int RESPONSE_HEADER_BYTES = 32 * 1024;

    private final String host;
    private final int port;
    private final Optional<Trust> trust;
    private final Rewrite rewrite;
    private final Silence silence;
    private final Optional<SslContext> context;
    private @Nullable HttpClient client;

    Upstream(String host, int port, Optional<Trust> trust, Rewrite rewrite, Silence silence) {
        this.host = host;
        this.port = port;
        this.trust = trust;
        this.rewrite = rewrite;
        this.silence = silence;
        this.context = trust.map(Upstream::context);
    }

    /**
     * A container.
     *
     * @param trust         present when it speaks TLS
     * @param authorization value of the Authorization header that it wants, if any
     */
    public static Upstream container(String host, int port, Optional<Trust> trust, Optional<String> authorization) {
        return new Upstream(
                host, port, trust, new ContainerRewrite(host + ":" + port, authorization), Silence.OF_A_WORKSPACE);
    }

    private static SslContext context(Trust trust) {
        try {
            return SslContextBuilder.forClient().trustManager(trust.manager()).build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    Rewrite rewrite() {
        return rewrite;
    }

    /** What a browser is told when no answer comes from there. */
    Problem unanswered(Throwable failure) {
        return silence.problem(failure);
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    boolean isTls() {
        return trust.isPresent();
    }

    Optional<SslHandler> tls(Channel channel) {
        return context.map(tls -> {
            var handler = tls.newHandler(channel.alloc(), host, port);
            handler.setHandshakeTimeoutMillis(Dial.CONNECT_MILLIS);
            if (trust.filter(Trust::byName).isPresent()) {
                var parameters = handler.engine().getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                handler.engine().setSSLParameters(parameters);
            }
            return handler;
        });
    }

    synchronized HttpClient client(Vertx vertx) {
        if (client == null) {
            client = vertx.createHttpClient(options());
        }
        return client;
    }

    private HttpClientOptions options() {
        var options = new HttpClientOptions()
                .setConnectTimeout(Dial.CONNECT_MILLIS)
                .setSslHandshakeTimeout(Dial.CONNECT_MILLIS)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAlive(true)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxPoolSize(POOL)
                .setMaxWaitQueueSize(WAITING)
                .setMaxHeaderSize(RESPONSE_HEADER_BYTES)
                .setDecompressionSupported(false);
        trust.ifPresent(t -> options.setSsl(true)
                .setTrustOptions(TrustOptions.wrap(t.manager()))
                .setVerifyHost(t.byName()));
        return options;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
