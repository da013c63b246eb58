package dev.berth.webapp.api;

import dev.berth.contract.DeliveryProtocol;
import dev.berth.control.session.Session;
import dev.berth.node.NodeConfig;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.net.URI;

/**
 * Where the browser finds a session's stream. Pages that a workspace serves get an origin of their own, by port, so
 * that a hostile one cannot act in the console; plain streams come from the console's own address.
 */
@Singleton
final class StreamAddress {
    private final NodeConfig config;

    StreamAddress(NodeConfig config) {
        this.config = config;
    }

    /**
     * How to open the stream.
     *
     * @param grant    to be sent to {@code grantUrl} once
     * @param url      a WebSocket, or the page to show
     */
    public record Connect(String protocol, String grant, String grantUrl, String url) {
        @Override
        public String toString() {
            return "Connect[" + url + "]";
        }
    }

    Connect of(Session session, String grant, HttpServerRequest request) {
        var protocol = session.protocol;
        var base = origin(console(request), protocol) + "/desktop/" + session.id + "/";
        return new Connect(protocol.wireName(), grant, base + ".berth/connect", url(protocol, base, session));
    }

    private static String url(DeliveryProtocol protocol, String base, Session session) {
        return switch (protocol) {
            case VNC -> "ws" + base.substring("http".length()) + "websockify";
            case KASMVNC -> base + "?autoconnect=true&resize=remote&path=desktop/" + session.id + "/websockify";
            case HTTP -> base;
            case GUACAMOLE -> "ws" + base.substring("http".length()) + "guacamole";
        };
    }

    /** The console's address as the browser sees it; a balancer in front may have changed what the request names. */
    private static URI console(HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        return URI.create(origin != null ? origin : request.scheme() + "://" + request.authority());
    }

    private String origin(URI console, DeliveryProtocol protocol) {
        boolean direct = console.getPort() == config.port();
        return protocol.servesPages() && direct
                ? console.getScheme() + "://" + console.getHost() + ":" + config.sessionPort()
                : console.getScheme() + "://" + console.getAuthority();
    }
}
