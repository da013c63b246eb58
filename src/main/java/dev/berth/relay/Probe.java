package dev.berth.relay;

import io.vertx.ext.web.RoutingContext;

/**
 * What a browser asks to measure the way to this proxy. Any page may: the answer is empty, is the same for everybody,
 * and takes no cookie.
 */
final class Probe {
    static final String NAME = ".berth/probe";
    static final String PATH = SessionPath.ROOT + NAME;

    private Probe() {}

    static void answer(RoutingContext context) {
        context.response()
                .putHeader("Access-Control-Allow-Origin", "*")
                .putHeader("Timing-Allow-Origin", "*")
                .putHeader("Cache-Control", "no-store")
                .setStatusCode(204)
                .end();
    }
}
