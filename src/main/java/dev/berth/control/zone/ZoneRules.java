package dev.berth.control.zone;

import dev.berth.contract.Problem;
import dev.berth.contract.ZoneSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a zone may be set to, alone and beside the others. A refusal says which combination cannot work, and why. */
final class ZoneRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern HOST = Pattern.compile(
            "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,62})(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,62}))*|\\[[0-9a-fA-F:.]{2,45}]");
    private static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,39}(/[A-Za-z0-9][A-Za-z0-9_-]{0,39}){0,3}");
    private static final Pattern MIRROR =
            Pattern.compile("[a-z0-9][a-z0-9.-]{0,252}(:[0-9]{1,5})?(/[a-z0-9._-]{1,80}){0,5}");
    private static final Set<String> TAKEN =
            Set.of("api", "internal", "assets", "q", "admin", "session", "account", "login");
    private static final Set<String> STRATEGIES = Set.of("least-load", "most-load", "fewest-sessions", "most-sessions");

    private final List<Problem.FieldError> errors = new ArrayList<>();

    private ZoneRules() {}

    /** @throws Problem {@code INVALID} with everything that is wrong */
    static void check(String name, ZoneSettings settings, Map<String, ZoneSettings> others) {
        var rules = new ZoneRules();
        rules.values(settings);
        rules.combinations(settings);
        if (rules.errors.isEmpty()) {
            rules.beside(name, settings, others);
        }
        if (!rules.errors.isEmpty()) {
            throw Problem.invalid(rules.errors);
        }
    }

    /** @throws Problem {@code INVALID} */
    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw Problem.invalid("name", "The zone is not a name of up to 63 letters, digits, dots and hyphens.");
        }
    }

    private void values(ZoneSettings s) {
        s.upstreamAuthAddress().ifPresent(this::upstream);
        require(
                isRequestHost(s.proxyHostname())
                        || HOST.matcher(s.proxyHostname()).matches(),
                "proxyHostname",
                "The proxy hostname is a host name without scheme, port or path, or " + ZoneSettings.REQUEST_HOST
                        + ".");
        for (var domain : s.allowOriginDomain().split(",", -1)) {
            var host = domain.strip();
            require(
                    isRequestHost(host)
                            || HOST.matcher(host.startsWith("*.") ? host.substring(2) : host)
                                    .matches(),
                    "allowOriginDomain",
                    host.equals("*")
                            ? "Any page of the internet could open sessions with *. Name the hosts of your console."
                            : "Name host names such as berth.example.org or *.example.org, separated by commas, or "
                                    + ZoneSettings.REQUEST_HOST + ".");
        }
        require(
                PATH.matcher(s.proxyPath()).matches(),
                "proxyPath",
                "The proxy path is words of letters, digits and hyphens, such as desktop or eu/desktop, without a slash"
                        + " at its ends.");
        require(
                !TAKEN.contains(s.proxyPath().split("/", 2)[0]),
                "proxyPath",
                "Berth itself answers below /" + s.proxyPath().split("/", 2)[0] + ". Choose another path.");
        require(
                s.proxyPort() >= 0 && s.proxyPort() <= 65_535,
                "proxyPort",
                "A port is from 1 to 65535, or 0 for the port that the user came in on.");
        require(
                s.graceSeconds() == 0
                        || s.graceSeconds() >= ZoneSettings.SHORTEST_GRACE
                                && s.graceSeconds() <= ZoneSettings.LONGEST_GRACE,
                "graceSeconds",
                "The grace is from " + ZoneSettings.SHORTEST_GRACE + " to " + ZoneSettings.LONGEST_GRACE
                        + " seconds, or 0 for none.");
        s.loadBalanceStrategy()
                .ifPresent(strategy -> require(
                        STRATEGIES.contains(strategy),
                        "loadBalanceStrategy",
                        "The strategy is one of least-load, most-load, fewest-sessions and most-sessions, or empty for the"
                                + " deployment's."));
        s.registryMirror()
                .ifPresent(mirror -> require(
                        MIRROR.matcher(mirror).matches(),
                        "registryMirror",
                        "The mirror is a host with an optional port and path, such as mirror.example.org:5000/hub, without a"
                                + " scheme."));
    }

    private void upstream(String address) {
        if (address.contains(ZoneSettings.REQUEST_HOST)) {
            error(
                    "upstreamAuthAddress",
                    "Nodes check in by themselves, with no request of a user to take a host from, so "
                            + ZoneSettings.REQUEST_HOST
                            + " cannot work here. Name the balancer of the web apps, or leave this empty for the address that"
                            + " each node was started with.");
            return;
        }
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException malformed) {
            uri = URI.create("");
        }
        require(
                "https".equals(uri.getScheme())
                        && uri.getHost() != null
                        && uri.getUserInfo() == null
                        && (uri.getPath() == null || uri.getPath().isEmpty())
                        && uri.getQuery() == null
                        && uri.getFragment() == null,
                "upstreamAuthAddress",
                "The upstream auth address is https:// with a host and perhaps a port, and nothing after that.");
    }

    private void combinations(ZoneSettings s) {
        require(
                !(s.boundary() && s.searchAlternateZones()),
                "searchAlternateZones",
                "A boundary zone is never left, so alternate zones cannot be searched. Turn one of the two off.");
        require(
                s.proxyConnections() || isRequestHost(s.proxyHostname()),
                "proxyHostname",
                "Without proxy connections, browsers go to the host of each agent, and a proxy hostname would never be"
                        + " used. Set it to " + ZoneSettings.REQUEST_HOST + ", or turn proxy connections on.");
    }

    private void beside(String name, ZoneSettings s, Map<String, ZoneSettings> others) {
        if (isRequestHost(s.proxyHostname())) {
            return;
        }
        others.forEach((other, theirs) -> require(
                other.equals(name)
                        || !theirs.proxyHostname().equalsIgnoreCase(s.proxyHostname())
                        || theirs.proxyPort() != s.proxyPort()
                        || !theirs.proxyPath().equals(s.proxyPath()),
                "proxyHostname",
                "Zone " + other
                        + " has the same proxy hostname, port and path. A proxy serves sessions of one zone only,"
                        + " so those of the other would be refused."));
    }

    static boolean isRequestHost(String text) {
        return text.equals(ZoneSettings.REQUEST_HOST);
    }

    private void require(boolean holds, String field, String sentence) {
        if (!holds) {
            error(field, sentence);
        }
    }

    private void error(String field, String sentence) {
        errors.add(new Problem.FieldError(field, sentence));
    }
}
