package dev.berth.agent;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends a blocking exchange that takes too long by closing it: a Unix socket has no read timeout of its own. */
final class Deadline {
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final Runnable close;
    private @Nullable ScheduledFuture<?> pending;
    private volatile @Nullable Duration missed;

    Deadline(Runnable close) {
        this.close = close;
    }

    private static ScheduledThreadPoolExecutor clock() {
        var clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("docker-deadline").factory());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    /** Replaces the deadline before. */
    synchronized void in(Duration time) {
        cancel();
        pending = CLOCK.schedule(
                () -> {
                    missed = time;
                    close.run();
                },
                time.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    synchronized void cancel() {
        if (pending != null) {
            pending.cancel(false);
            pending = null;
        }
    }

    /** The same exception, unless this deadline is what caused it. */
    IOException explain(IOException e) {
        var time = missed;
        if (time == null) {
            return e;
        }
        var timeout = new SocketTimeoutException("The engine did not answer within " + time.toMillis() + " ms.");
        timeout.initCause(e);
        return timeout;
    }

    /** A stream whose failures are explained. */
    InputStream watch(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                try {
                    return in.read();
                } catch (IOException e) {
                    throw explain(e);
                }
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                try {
                    return in.read(buffer, offset, length);
                } catch (IOException e) {
                    throw explain(e);
                }
            }
        };
    }
}
