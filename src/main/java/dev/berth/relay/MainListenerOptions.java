package dev.berth.relay;

import dev.berth.node.identity.ListenerKeys;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** The same strictness on Quarkus' own listeners as on the {@link SessionListener}. */
@Singleton
final class MainListenerOptions implements HttpServerOptionsCustomizer {
    private final ListenerKeys keys;

    MainListenerOptions(ListenerKeys keys) {
        this.keys = keys;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        limit(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        limit(options);
        options.setSslHandshakeTimeout(RequestLimits.HANDSHAKE_SECONDS);
        keys.options().ifPresent(options::setKeyCertOptions);
        options.setSslEngineOptions(keys.askedEngine());
    }

    private static void limit(HttpServerOptions options) {
        // an upgrade to HTTP/2 would be taken before the gateway sees the request
        options.setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(RequestLimits.URI_BYTES)
                .setMaxHeaderSize(RequestLimits.HEADER_BYTES)
                .setTcpKeepAlive(true);
    }
}
