package dev.berth.relay;

import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Headers that belong to one connection (RFC 9110, 7.6.1) and never pass a proxy. */
final class HopByHop {
    private static final Set<String> NAMES = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-authentication-info",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "expect");
    /** Naming these in Connection must not make them vanish. */
    private static final Set<String> END_TO_END = Set.of("host", "cookie", "content-length", "content-type", "origin");

    private HopByHop() {}

    /** A copy without them. */
    static MultiMap strip(MultiMap headers) {
        var dropped = new HashSet<>(NAMES);
        for (var value : headers.getAll("Connection")) {
            for (var name : value.split(",", -1)) {
                var lower = name.strip().toLowerCase(Locale.ROOT);
                if (!END_TO_END.contains(lower)) {
                    dropped.add(lower);
                }
            }
        }
        var kept = MultiMap.caseInsensitiveMultiMap();
        for (var header : headers) {
            if (!dropped.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                kept.add(header.getKey(), header.getValue());
            }
        }
        return kept;
    }

    /** The WebSocket headers of a handshake survive it; these two are the hop's own. */
    static void upgrade(MultiMap headers) {
        headers.set("Connection", "Upgrade").set("Upgrade", "websocket");
    }
}
