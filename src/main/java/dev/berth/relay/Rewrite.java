package dev.berth.relay;

import io.vertx.core.MultiMap;

/** What of a request may reach the other side, and what of its answer may reach the browser. */
sealed interface Rewrite permits ContainerRewrite, OwnerRewrite {
    /** Path and query. */
    String uri(Arrival arrival);

    /** The headers to send, framing apart. */
    MultiMap request(Arrival arrival);

    /** The headers to answer with, framing apart. */
    MultiMap response(Arrival arrival, MultiMap headers);
}
