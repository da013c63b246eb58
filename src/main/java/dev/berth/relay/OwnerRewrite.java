package dev.berth.relay;

import dev.berth.node.call.Vouchers;
import io.vertx.core.MultiMap;

/**
 * Towards the node that owns the session: the request as the browser sent it, Host, Origin and stream cookie
 * included, because the owner authorises it again: by the voucher that came with the route, or by asking.
 */
record OwnerRewrite() implements Rewrite {
    static final String HOP = "Berth-Hop";

    @Override
    public String uri(Arrival arrival) {
        return arrival.path().uri();
    }

    @Override
    public MultiMap request(Arrival arrival) {
        var headers = HopByHop.strip(arrival.request().headers());
        headers.set("Host", Asking.host(arrival.request()));
        headers.set(HOP, "1").remove(Vouchers.HEADER);
        arrival.route().voucher().ifPresent(word -> headers.set(Vouchers.HEADER, word));
        arrival.opening().hand(headers);
        headers.remove(SessionPath.HEADER);
        if (!arrival.path().root().equals(SessionPath.ROOT)) {
            headers.set(SessionPath.HEADER, arrival.path().root());
        }
        return headers;
    }

    @Override
    public MultiMap response(Arrival arrival, MultiMap headers) {
        return HopByHop.strip(headers);
    }
}
