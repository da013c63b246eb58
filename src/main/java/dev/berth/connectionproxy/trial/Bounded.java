package dev.berth.connectionproxy.trial;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/** Ends with the test: a machine that says one octet every few seconds would otherwise hold it for ever. */
final class Bounded extends FilterInputStream {
    private final Deadline deadline;
    private final long end = System.nanoTime() + 5_000_000_000L;

    Bounded(InputStream in, Deadline deadline) {
        super(in);
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        check();
        return super.read();
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        check();
        return super.read(into, from, count);
    }

    private void check() throws SocketTimeoutException {
        if (System.nanoTime() - end > 0 || System.nanoTime() - deadline.nanos() > 0) {
            throw new SocketTimeoutException("too slow");
        }
    }
}
