package dev.berth.webapp.api;

import dev.berth.control.zone.ZoneWish;
import dev.berth.node.ClientAddress;
import dev.berth.node.NodeIdentity;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Through which zone a user came in: as a trusted proxy says, else by the host, else that of this web app. */
@Singleton
final class ZoneArrivals {
    private static final String HEADER = "X-Berth-Zone";

    private final ClientAddress clients;
    private final NodeIdentity node;

    ZoneArrivals(ClientAddress clients, NodeIdentity node) {
        this.clients = clients;
        this.node = node;
    }

    /** @param picked the user's own choice, if there is one */
    ZoneWish of(HttpServerRequest request, @Nullable String picked) {
        var named = Optional.ofNullable(request.getHeader(HEADER)).filter(_ -> clients.isTrustedPeer(request));
        return new ZoneWish(
                named,
                console(request),
                node.zone(),
                Optional.ofNullable(picked).map(String::strip).filter(zone -> !zone.isEmpty()));
    }

    /** The console's address as the browser sees it; a balancer in front may have changed what the request names. */
    static String console(HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        return origin != null ? origin : request.scheme() + "://" + request.authority();
    }
}
