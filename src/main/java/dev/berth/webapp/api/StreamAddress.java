package dev.berth.webapp.api;

import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.ZoneSettings;
import dev.berth.control.node.Node;
import dev.berth.control.session.Session;
import dev.berth.control.session.SessionPlaces;
import dev.berth.control.zone.CurrentZones;
import dev.berth.node.NodeConfig;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;

/**
 * Where the browser finds a session's stream: at the proxy of the session's zone. Pages that a workspace serves get an
 * origin of their own, by port, so that a hostile one cannot act in the console.
 */
@Singleton
final class StreamAddress {
    private final NodeConfig config;
    private final SessionPlaces places;
    private final CurrentZones zones;

    StreamAddress(NodeConfig config, SessionPlaces places, CurrentZones zones) {
        this.config = config;
        this.places = places;
        this.zones = zones;
    }

    /**
     * How to open the stream.
     *
     * @param grant    to be sent to {@code grantUrl} once
     * @param url      a WebSocket, or the page to show
     * @param passSeconds how often the page is to ask for a pass beside {@code grantUrl}; 0 where the zone has no grace
     */
    public record Connect(String protocol, String grant, String grantUrl, String url, int passSeconds) {
        @Override
        public String toString() {
            return "Connect[" + url + "]";
        }
    }

    Connect of(Session session, String grant, HttpServerRequest request) {
        var protocol = session.protocol;
        var zone = zones.settings(places.zone(session));
        var console = URI.create(ZoneArrivals.console(request));
        var base = origin(
                        zone,
                        console,
                        protocol.servesPages(),
                        places.node(session).map(StreamAddress::uri)) + "/" + zone.proxyPath() + "/" + session.id + "/";
        return new Connect(
                protocol.wireName(),
                grant,
                base + ".berth/connect",
                url(protocol, base, zone, session),
                // so that a pass is never older than a quarter of its time, as long as the control plane answers
                zone.graceSeconds() / 4);
    }

    /** What a browser asks to measure the way to the zone; empty when it has no proxy of its own. */
    Optional<String> probe(ZoneSettings zone, HttpServerRequest request) {
        var console = URI.create(ZoneArrivals.console(request));
        return zone.proxyConnections()
                ? Optional.of(origin(zone, console, false, Optional.empty()) + "/" + zone.proxyPath() + "/.berth/probe")
                : Optional.empty();
    }

    /** Where browsers find a zone: its streams, and the pages that its workspaces serve. */
    record Entry(String streams, String pages) {}

    /** @param owner address of the node that runs a session, where browsers go straight to it */
    Entry entry(ZoneSettings zone, HttpServerRequest request, Optional<URI> owner) {
        var console = URI.create(ZoneArrivals.console(request));
        var path = "/" + zone.proxyPath() + "/";
        return new Entry(origin(zone, console, false, owner) + path, origin(zone, console, true, owner) + path);
    }

    private static URI uri(Node node) {
        return URI.create(node.url);
    }

    private static String url(DeliveryProtocol protocol, String base, ZoneSettings zone, Session session) {
        return switch (protocol) {
            case VNC -> "ws" + base.substring("http".length()) + "websockify";
            case KASMVNC ->
                base + "?autoconnect=true&resize=remote&path=" + zone.proxyPath() + "/" + session.id + "/websockify";
            case HTTP -> base;
            case GUACAMOLE -> "ws" + base.substring("http".length()) + "guacamole";
        };
    }

    private String origin(ZoneSettings zone, URI console, boolean pages, Optional<URI> owner) {
        var direct = zone.proxyConnections() ? Optional.<URI>empty() : owner;
        var target = direct.orElse(console);
        var named = !zone.proxyHostname().equals(ZoneSettings.REQUEST_HOST) && direct.isEmpty();
        int port = zone.proxyPort() != 0 ? zone.proxyPort() : target.getPort();
        // what no balancer stands before has its pages on a port of their own
        int served = pages && port == config.port() ? config.sessionPort() : port;
        var scheme = named ? "https" : target.getScheme();
        return scheme + "://" + (named ? zone.proxyHostname() : target.getHost())
                + (served < 0 || served == 443 && scheme.equals("https") ? "" : ":" + served);
    }
}
