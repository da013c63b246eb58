package dev.berth.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a zone works. {@link #REQUEST_HOST} stands for the host that the user's browser came in on.
 *
 * @param upstreamAuthAddress     where the zone's nodes ask the control plane; empty for the address that each was started with
 * @param allowOriginDomain       hosts whose pages may open the zone's sessions, separated by commas
 * @param proxyConnections        false when browsers go straight to the node that runs their session
 * @param proxyHostname           host of the zone's proxies, as browsers see it
 * @param proxyPath               first part of the path of every stream
 * @param proxyPort               port of the zone's proxies; 0 for the port that the user came in on
 * @param loadBalanceStrategy     which agent comes first; empty for the deployment's strategy
 * @param searchAlternateZones    sessions may be placed in another zone when this one has no room
 * @param prioritizeStaticAgents  agents that come and go with the load are used last
 * @param boundary                sessions of users who come in here never leave, and none spill in from elsewhere
 * @param userChoice              users may pick this zone themselves
 * @param registryMirror          where the zone's agents pull images of the public hub
 * @param graceSeconds            so long after the control plane has fallen silent, people whose connection it validated
 *                                before may come back; 0 for never
 */
public record ZoneSettings(
        Optional<String> upstreamAuthAddress,
        String allowOriginDomain,
        boolean proxyConnections,
        String proxyHostname,
        String proxyPath,
        int proxyPort,
        Optional<String> loadBalanceStrategy,
        boolean searchAlternateZones,
        boolean prioritizeStaticAgents,
        boolean boundary,
        boolean userChoice,
        Optional<String> registryMirror,
        int graceSeconds) {
    public static final String REQUEST_HOST = "$request_host$";

    /** Shorter than this, a list of revoked passes would be too old between two check-ins. */
    public static final int SHORTEST_GRACE = 10;

    public static final int LONGEST_GRACE = 3600;

    public static final ZoneSettings DEFAULT = new ZoneSettings(
            Optional.empty(),
            REQUEST_HOST,
            true,
            REQUEST_HOST,
            "desktop",
            0,
            Optional.empty(),
            true,
            true,
            false,
            true,
            Optional.empty(),
            0);

    /** True for a page on this host: one of the allowed domains, or a name below one that begins with {@code *.}. */
    public boolean allowsHost(String host) {
        var page = host.toLowerCase(Locale.ROOT);
        return domains().stream()
                .map(domain -> domain.toLowerCase(Locale.ROOT))
                .anyMatch(domain -> domain.startsWith("*.") ? page.endsWith(domain.substring(1)) : page.equals(domain));
    }

    /** True when pages may open its sessions that came from the host which the user came in on. */
    public boolean allowsRequestHost() {
        return domains().contains(REQUEST_HOST);
    }

    private List<String> domains() {
        return Arrays.stream(allowOriginDomain.split(",")).map(String::strip).toList();
    }

    /** True when people may come back while the control plane does not answer. */
    public boolean hasGrace() {
        return graceSeconds > 0;
    }

    /** True when a session of somebody who came in here may be placed elsewhere. */
    public boolean mayBeLeft() {
        return searchAlternateZones && !boundary;
    }
}
