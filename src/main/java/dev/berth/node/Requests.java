package dev.berth.node;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** What this node is in the middle of answering, streams apart. A stop waits for it. */
@Singleton
public final class Requests {
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean last;

    Requests() {}

    void begin(RoutingContext context) {
        open.incrementAndGet();
        context.addEndHandler(ended -> open.decrementAndGet());
        if (last) {
            // whoever keeps connections must not send the next request on this one
            context.response().putHeader("Connection", "close");
            context.addEndHandler(ended -> context.request().connection().close());
        }
    }

    /** From now on each answer is the last one on its connection. */
    void last() {
        last = true;
    }

    int open() {
        return open.get();
    }
}
