package dev.berth.control.session;

import dev.berth.contract.ZoneSettings;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which pages may talk to Berth: its own, and those of the addresses configured. */
@Singleton
public final class OriginPolicy {
    private final int consolePort;
    private final int sessionPort;
    private final int httpPort;
    private final List<String> allowed;

    OriginPolicy(
            @ConfigProperty(name = "berth.port") int consolePort,
            @ConfigProperty(name = "berth.session-port") int sessionPort,
            @ConfigProperty(name = "berth.http-port", defaultValue = "0") int httpPort,
            @ConfigProperty(name = "berth.allow-origin") Optional<List<String>> allowed) {
        this.consolePort = consolePort;
        this.sessionPort = sessionPort;
        this.httpPort = httpPort;
        this.allowed = allowed.orElse(List.of()).stream()
                .map(origin -> origin.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** May this page open the API of the console? Pages of workspaces may not. */
    public boolean allowsConsole(String origin, String host) {
        return isAllowed(origin) || sameHost(origin, host, consolePort);
    }

    /**
     * May this page open a stream of a session in that zone?
     *
     * @param host    what the request was sent to
     * @param console the address of the console that the session's user came in on
     */
    public boolean allowsStream(String origin, String host, ZoneSettings zone, Optional<String> console) {
        return isAllowed(origin)
                || zone.allowsRequestHost()
                        && (sameHost(origin, host, consolePort)
                                || console.filter(origin::equalsIgnoreCase).isPresent())
                || sameHost(origin, host, sessionPort)
                || isOfZone(origin, zone);
    }

    private boolean isOfZone(String origin, ZoneSettings zone) {
        try {
            var page = new URI(origin);
            return page.getHost() != null && isOurScheme(page) && zone.allowsHost(page.getHost());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private boolean isAllowed(String origin) {
        return allowed.contains(origin.toLowerCase(Locale.ROOT));
    }

    /** The very address the request was sent to, or the same host with one of our ports. */
    private boolean sameHost(String origin, String host, int port) {
        try {
            var page = new URI(origin);
            var target = new URI("https://" + host);
            if (page.getHost() == null || target.getHost() == null || !isOurScheme(page)) {
                return false;
            }
            boolean sameName = page.getHost().equalsIgnoreCase(target.getHost());
            return sameName && (portOf(page) == portOf(target) || portOf(page) == port);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Whoever can change traffic can put a page at a plain address of ours, unless we serve plain HTTP there. */
    private boolean isOurScheme(URI page) {
        return "https".equals(page.getScheme())
                || "http".equals(page.getScheme()) && httpPort != 0 && portOf(page) == httpPort;
    }

    private static int portOf(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "http".equals(uri.getScheme()) ? 80 : 443;
    }
}
