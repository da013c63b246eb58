package dev.berth.connectionproxy.guacd;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** A place at one guacd for as long as a session has a connection there. Whoever joins the session uses the same. */
public final class Lease implements AutoCloseable {
    private final Guacd guacd;
    private final InetSocketAddress address;
    private final CompletionStage<String> gone;
    private final AtomicBoolean open = new AtomicBoolean(true);

    Lease(Guacd guacd, InetSocketAddress address, CompletionStage<String> gone) {
        this.guacd = guacd;
        this.address = address;
        this.gone = gone;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** Completed with the reason, in a sentence, when this guacd dies; all connections to it are lost then. */
    public CompletionStage<String> gone() {
        return gone;
    }

    /** Gives the place back; any number of times. */
    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            guacd.release();
        }
    }
}
