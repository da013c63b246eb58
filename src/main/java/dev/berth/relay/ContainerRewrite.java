package dev.berth.relay;

import io.vertx.core.MultiMap;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Towards a container: nothing of the platform's goes in, nothing that reaches beyond the session's path comes out.
 *
 * <p>Host and Origin stay as the browser sent them and X-Forwarded-Host repeats Host. The three agree, so that an
 * application's own Origin check holds whichever it compares, and its absolute links lead back here.
 *
 * @param authority     the container's own, as it may appear in its redirects
 * @param authorization the credential that the container wants; the browser never has it
 */
record ContainerRewrite(String authority, Optional<String> authorization) implements Rewrite {
    /** They act on the whole host: other sessions, or the console. */
    private static final Set<String> TOO_FAR = Set.of(
            "clear-site-data", "service-worker-allowed", "strict-transport-security", "alt-svc", "nel", "report-to");

    private static final Set<String> NEVER_IN =
            Set.of("authorization", "cookie", "forwarded", "x-real-ip", "host", "origin-agent-cluster");

    @Override
    public String uri(Arrival arrival) {
        return arrival.path().below();
    }

    @Override
    public MultiMap request(Arrival arrival) {
        var request = arrival.request();
        var headers = MultiMap.caseInsensitiveMultiMap();
        for (var header : HopByHop.strip(request.headers())) {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            if (!NEVER_IN.contains(name) && !name.startsWith("x-forwarded-") && !name.startsWith("berth-")) {
                headers.add(header.getKey(), header.getValue());
            }
        }
        Opening.strip(headers);
        var host = Asking.host(request);
        headers.set("Host", host)
                .set("X-Forwarded-For", request.remoteAddress().hostAddress())
                // the browser's side is always TLS, here or at a balancer: the stream cookie is Secure
                .set("X-Forwarded-Proto", "https")
                .set("X-Forwarded-Host", host)
                .set("X-Forwarded-Prefix", prefix(arrival));
        Cookies.forContainer(String.join("; ", request.headers().getAll("Cookie")))
                .ifPresent(cookies -> headers.set("Cookie", cookies));
        authorization.ifPresent(value -> headers.set("Authorization", value));
        return headers;
    }

    @Override
    public MultiMap response(Arrival arrival, MultiMap from) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        var session = arrival.path();
        for (var header : HopByHop.strip(from)) {
            switch (header.getKey().toLowerCase(Locale.ROOT)) {
                case "set-cookie" ->
                    Cookies.fromContainer(header.getValue(), session)
                            .ifPresent(cookie -> headers.add("Set-Cookie", cookie));
                case "location", "content-location" ->
                    headers.add(header.getKey(), location(arrival, header.getValue()));
                case String name when TOO_FAR.contains(name) -> {}
                default -> headers.add(header.getKey(), header.getValue());
            }
        }
        frame(arrival, headers);
        return headers;
    }

    /** Only our own pages may frame a workspace, unless it says so itself. */
    private static void frame(Arrival arrival, MultiMap headers) {
        if (!says(headers.getAll("Content-Security-Policy"), "frame-ancestors")) {
            var host = Origins.hostName(Asking.host(arrival.request()));
            var others = String.join(" ", arrival.consoles());
            headers.add("Content-Security-Policy", ("frame-ancestors 'self' https://" + host + ":* " + others).strip());
        }
        if (!headers.contains("Referrer-Policy")) {
            headers.set("Referrer-Policy", "same-origin");
        }
    }

    private static boolean says(List<String> policies, String directive) {
        return policies.stream().anyMatch(p -> p.toLowerCase(Locale.ROOT).contains(directive));
    }

    /** Redirects to the container's root, or to its own address, stay under the session's path. */
    private String location(Arrival arrival, String location) {
        if (location.startsWith(prefix(arrival) + "/")) {
            return location;
        }
        if (location.startsWith("/") && !location.startsWith("//")) {
            return prefix(arrival) + location;
        }
        try {
            var uri = URI.create(location);
            var target = uri.getRawAuthority();
            if (target != null && (target.equals(authority) || target.equals(Asking.host(arrival.request())))) {
                var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
                var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
                return prefix(arrival) + path + query;
            }
        } catch (IllegalArgumentException malformed) {
            // the browser makes of it what it can
        }
        return location;
    }

    private static String prefix(Arrival arrival) {
        return arrival.path().prefix();
    }
}
