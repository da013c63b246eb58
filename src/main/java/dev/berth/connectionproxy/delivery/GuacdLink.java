package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.connectionproxy.instruction.InstructionReader;
import dev.berth.connectionproxy.instruction.Instructions;
import dev.berth.connectionproxy.instruction.Malformed;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** A connection to guacd. One thread reads; any may write. Whoever reads it also keeps it alive. */
final class GuacdLink implements AutoCloseable {
    /** More than guacd ever writes: its own blobs end at 8 KiB. */
    private static final int LONGEST = 64 * 1024;

    private static final int OUT = 4 * 1024;
    /** guacd drops who has said nothing for 15 s. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

    private static final byte[] NOP = Instructions.of("nop");

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final InstructionReader reader = new InstructionReader(LONGEST, InstructionReader.Broken.REPLACED);
    private final ReentrantLock writing = new ReentrantLock();
    private volatile long written = System.nanoTime();
    private volatile long writingSince;
    private volatile boolean closed;

    private GuacdLink(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = new BufferedOutputStream(socket.getOutputStream(), OUT);
    }

    static GuacdLink open(InetSocketAddress guacd, Duration longest) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(guacd, Math.toIntExact(longest.toMillis()));
            return new GuacdLink(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** @return false at the end of the stream; true also when nothing came for a while */
    boolean read() throws IOException {
        return read(KEEP_ALIVE);
    }

    boolean read(Duration longest) throws IOException {
        socket.setSoTimeout(Math.max(1, Math.toIntExact(longest.toMillis())));
        try {
            return reader.read(in) >= 0;
        } catch (SocketTimeoutException nothing) {
            keepAlive();
            return true;
        }
    }

    boolean next(Instruction into) throws Malformed {
        return reader.next(into);
    }

    /** True when reading would not wait. */
    boolean hasMore() throws IOException {
        return in.available() > 0;
    }

    /** Says something when nobody else has for a while. */
    void keepAlive() throws IOException {
        if (System.nanoTime() - written >= KEEP_ALIVE.toNanos() * 9 / 10) {
            write(NOP);
        }
    }

    /** At once. */
    void write(byte[] instruction) throws IOException {
        write(instruction, 0, instruction.length);
        flush();
    }

    /** At the next {@link #flush}, at the latest. */
    void write(byte[] bytes, int offset, int length) throws IOException {
        writing.lock();
        writingSince = System.nanoTime();
        try {
            out.write(bytes, offset, length);
            written = System.nanoTime();
        } finally {
            writingSince = 0;
            writing.unlock();
        }
    }

    void write(Instruction instruction) throws IOException {
        write(instruction.buffer(), instruction.offset(), instruction.length());
    }

    void flush() throws IOException {
        writing.lock();
        writingSince = System.nanoTime();
        try {
            out.flush();
        } finally {
            writingSince = 0;
            writing.unlock();
        }
    }

    /** For how long guacd has not taken what was written. */
    Duration stuck() {
        var since = writingSince;
        return since == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    boolean isClosed() {
        return closed;
    }

    /** Any thread may close it; who reads or writes notices. */
    @Override
    public void close() {
        closed = true;
        try {
            socket.close();
        } catch (IOException gone) {
            // that is all that was wanted
        }
    }
}
