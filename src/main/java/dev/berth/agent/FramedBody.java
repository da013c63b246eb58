package dev.berth.agent;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A response body of known length, or in chunks. Ending before its frame says so is an error, not an end. */
final class FramedBody extends InputStream {
    static final long CHUNKED = -1;
    private static final int MAX_LINE = 4096;

    private final InputStream in;
    private final boolean chunked;
    private long left;
    private boolean begun;
    private boolean ended;

    FramedBody(InputStream in, long length) {
        this.in = in;
        this.chunked = length == CHUNKED;
        this.left = chunked ? 0 : length;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !nextChunk()) {
            return -1;
        }
        int read = in.read(buffer, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new EOFException("The engine closed the connection in the middle of an answer.");
        }
        left -= read;
        return read;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(left, in.available());
    }

    private boolean nextChunk() throws IOException {
        if (!chunked || ended) {
            return false;
        }
        if (begun) {
            ResponseHead.line(in, new int[] {MAX_LINE});
        }
        begun = true;
        var size = ResponseHead.line(in, new int[] {MAX_LINE}).split(";", 2)[0].trim();
        if (!size.matches("[0-9a-fA-F]{1,15}")) {
            throw new IOException("The engine sent a malformed chunk.");
        }
        left = Long.parseLong(size, 16);
        ended = left == 0;
        return !ended;
    }
}
