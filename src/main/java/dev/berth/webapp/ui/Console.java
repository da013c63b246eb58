package dev.berth.webapp.ui;

import dev.berth.contract.ZoneSettings;
import dev.berth.control.zone.CurrentZones;
import dev.berth.control.zone.Zone;
import dev.berth.node.NodeConfig;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;

/** The console's pages: headers that protect them, and one page for every address inside the console. And the API's. */
@Singleton
public final class Console {
    private static final int BEFORE_ALL = -100_000;
    private static final int AFTER_ALL = 20_000;

    private final NodeConfig config;
    private final CurrentZones zones;

    Console(NodeConfig config, CurrentZones zones) {
        this.config = config;
        this.zones = zones;
    }

    /** Where pages and streams of sessions come from, besides this host and port: what StreamAddress sends browsers to. */
    private String proxies(String host) {
        var sources = new LinkedHashSet<String>();
        sources.add(at(host, config.sessionPort()));
        zones.known().values().stream().map(Zone::settings).forEach(zone -> {
            var own = zone.proxyHostname().equals(ZoneSettings.REQUEST_HOST);
            var name = own ? host : zone.proxyHostname();
            if (!zone.proxyConnections()) {
                // browsers go to the nodes themselves, wherever they are
                sources.add("https:");
            } else if (zone.proxyPort() != 0) {
                sources.add(at(name, zone.proxyPort()));
                if (zone.proxyPort() == config.port()) {
                    sources.add(at(name, config.sessionPort()));
                }
            } else if (!own) {
                sources.add("https://" + name + ":*");
            }
        });
        return String.join(" ", sources);
    }

    private static String at(String host, int port) {
        return "https://" + host + ":" + port;
    }

    public void routes(Router router) {
        router.routeWithRegex("/(?!desktop/).*").order(BEFORE_ALL).handler(this::protect);
        router.getWithRegex("/(?!api/|q/|assets/|desktop/|internal/)[^.]*")
                .order(AFTER_ALL)
                .handler(context -> context.reroute("/index.html"));
        router.get("/q/openapi").handler(Console::description);
    }

    /** The API's description, made by the build. */
    private static void description(RoutingContext context) {
        var request = context.request();
        var json = "json".equalsIgnoreCase(request.getParam("format"))
                || String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains("application/json");
        context.reroute(json ? "/q/openapi.json" : "/q/openapi.yaml");
    }

    private void protect(RoutingContext context) {
        var host = context.request().authority() == null
                ? "localhost"
                : context.request().authority().host();
        var proxies = proxies(host);
        var path = context.request().path();
        context.response()
                .headers()
                .set(
                        "Content-Security-Policy",
                        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                                + " font-src 'self' data:; connect-src 'self' wss: " + proxies
                                + "; frame-src 'self' " + proxies
                                + "; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
                .set("X-Content-Type-Options", "nosniff")
                .set("Referrer-Policy", "same-origin")
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Strict-Transport-Security", "max-age=31536000");
        boolean neverChanges = path != null && path.startsWith("/assets/");
        context.addHeadersEndHandler(done -> context.response()
                .putHeader(
                        HttpHeaders.CACHE_CONTROL, neverChanges ? "public, max-age=31536000, immutable" : "no-store"));
        context.next();
    }
}
