package dev.berth.relay;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a program says to an end, from any thread: on the end's event loop at once, from elsewhere in turn. It never
 * waits; whoever says much asks {@link #isFull} and goes on at {@link #whenRoom}.
 */
final class Outbox {
    /** More than this on its way to the event loop counts as full. */
    private static final int MOST_SUBMITTED = 256 * 1024;

    private static final int OVERRUN = 4 << 20;

    private final End end;
    private final AtomicInteger submitted = new AtomicInteger();
    /** The event loop's own. */
    private List<Runnable> waiting = new ArrayList<>(1);

    private volatile long waitingSince;
    private volatile boolean over;

    Outbox(End end) {
        this.end = end;
    }

    /** Takes the bytes over; they leave at the next {@link #flush}. */
    void send(ByteBuf bytes) {
        if (end.channel().eventLoop().inEventLoop()) {
            write(bytes);
            return;
        }
        int length = bytes.readableBytes();
        submitted.addAndGet(length);
        boolean taken = onEventLoop(() -> {
            submitted.addAndGet(-length);
            write(bytes);
            room();
        });
        if (!taken) {
            bytes.release();
        }
    }

    private void write(ByteBuf bytes) {
        if (!over && end.channel().isActive()) {
            end.context().write(bytes, end.context().voidPromise());
        } else {
            bytes.release();
        }
    }

    void flush() {
        onEventLoop(end::flush);
    }

    /** True when so much waits that whoever is the cause must not go on, paused or not: pauses come after a read. */
    boolean isOverrun() {
        return !over
                && end.channel().isActive()
                && (submitted.get() > OVERRUN || end.channel().bytesBeforeWritable() > OVERRUN);
    }

    boolean isFull() {
        return !over && (end.isFull() || submitted.get() >= MOST_SUBMITTED);
    }

    /** True when somebody waits for room. */
    boolean isAwaited() {
        return waitingSince != 0;
    }

    /** For how long somebody has been waiting for room, in nanoseconds; 0 when nobody is. */
    long waitingNanos() {
        var since = waitingSince;
        return since == 0 ? 0 : System.nanoTime() - since;
    }

    /**
     * Runs it once on the event loop, after what is going on there: when there is room, or nobody any more for whom to
     * wait.
     */
    void whenRoom(Runnable resume) {
        onEventLoop(() -> {
            if (!isFull()) {
                later(resume);
                return;
            }
            waiting.add(resume);
            if (waitingSince == 0) {
                waitingSince = System.nanoTime();
            }
            // what was written without a flush would never make room
            end.flush();
        });
    }

    /** There may be room again. */
    void room() {
        if (!waiting.isEmpty() && !isFull()) {
            var all = waiting;
            waiting = new ArrayList<>(1);
            waitingSince = 0;
            all.forEach(this::later);
        }
    }

    /** Nobody will hear anything any more. On the event loop only. */
    void over() {
        over = true;
        room();
    }

    boolean isOver() {
        return over;
    }

    /** Now, when this is the event loop. @return false when the process is going down, and the connection with it */
    boolean onEventLoop(Runnable task) {
        if (end.channel().eventLoop().inEventLoop()) {
            task.run();
            return true;
        }
        return later(task);
    }

    /** Never within the call. @return false when the process is going down, and the connection with it */
    boolean later(Runnable task) {
        try {
            end.channel().eventLoop().execute(task);
            return true;
        } catch (RejectedExecutionException stopped) {
            return false;
        }
    }
}
