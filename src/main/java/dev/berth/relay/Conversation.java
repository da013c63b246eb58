package dev.berth.relay;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Text messages with a browser, for virtual threads: who reads waits, who writes waits while the browser does not
 * read, and neither side keeps more than its bounds. It ends early when {@link Connections} says so.
 */
public final class Conversation {
    /**
     * @param longestMessage of a browser, in bytes
     * @param queuedBytes    of messages that nobody has read yet; the socket pauses above
     * @param stall          a browser that reads nothing for so long is cut off
     */
    public record Limits(int longestMessage, int queuedBytes, Duration stall) {}

    private static final int NORMAL = 1000;
    /** More than this on its way to the event loop, and the writer waits for it. */
    private static final int MOST_SUBMITTED = 256 * 1024;

    private static final Duration STALLED = Duration.ofSeconds(1);

    private final TextEnd end;
    private final TextInbox inbox;
    private final Limits limits;
    private final LongAdder sent;
    private volatile long waitingSince;

    Conversation(TextEnd end, TextInbox inbox, Limits limits, LongAdder sent) {
        this.end = end;
        this.inbox = inbox;
        this.limits = limits;
        this.sent = sent;
    }

    void hold(Consumer<Conversation> work) {
        try {
            work.accept(this);
            finish();
        } catch (Problem problem) {
            close(problem);
        } catch (RuntimeException | Error failure) {
            Log.error("a stream failed", failure);
            close(new Problem(ProblemCode.INTERNAL, "The stream failed; the node's log says why."));
        }
    }

    /**
     * The next message. Empty when none came in time, or none will come: {@link #isOver} tells.
     *
     * @throws InterruptedException when the thread is to end
     */
    public Optional<byte[]> receive(Duration longest) throws InterruptedException {
        var message = inbox.poll(longest);
        if (inbox.hasRoomAgain()) {
            end.readOn();
        }
        return message;
    }

    /** True when a message waits. */
    public boolean hasMessage() {
        return !inbox.isEmpty();
    }

    /** True when the browser has gone, or was sent away. */
    public boolean isOver() {
        return inbox.isOver();
    }

    /** True while somebody has been waiting for the browser to read for more than a moment. */
    public boolean isStalled() {
        var since = waitingSince;
        return since != 0 && System.nanoTime() - since > STALLED.toNanos();
    }

    /**
     * One message, of UTF-8; it leaves at the next {@link #flush}, at the latest.
     *
     * @return false when the browser will not get it
     */
    public boolean send(byte[] bytes, int offset, int length) {
        if (!hasRoom() && !waitForRoom()) {
            return false;
        }
        if (isOver()) {
            return false;
        }
        var frame = end.context().alloc().ioBuffer(Frames.LONGEST_HEADER + length);
        Frames.header(frame, Frames.TEXT, length);
        frame.writeBytes(bytes, offset, length);
        sent.add(frame.readableBytes());
        end.submit(frame);
        return true;
    }

    public void flush() {
        onEventLoop(end::flush);
    }

    /** Ends it; the browser hears why. Any thread may call it. */
    public void close(Problem why) {
        close(why.code().closeCode(), why.detail());
    }

    /** Ends it as planned. Any thread may call it. */
    public void finish() {
        close(NORMAL, "");
    }

    private void close(int code, String reason) {
        onEventLoop(() -> end.close(code, reason));
    }

    private void onEventLoop(Runnable task) {
        try {
            end.channel().eventLoop().execute(task);
        } catch (RejectedExecutionException stopped) {
            // the process is going down, and the browser's connection with it
        }
    }

    private boolean hasRoom() {
        return !end.isFull() && end.submitted() < MOST_SUBMITTED;
    }

    private boolean waitForRoom() {
        // what was written without a flush would never make room
        flush();
        waitingSince = System.nanoTime();
        try {
            if (inbox.await(this::hasRoom, limits.stall().toNanos()) <= 0 && !hasRoom()) {
                close(new Problem(ProblemCode.TIMEOUT, "The browser took nothing for too long."));
                inbox.finish(false);
            }
            return !inbox.isOver();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waitingSince = 0;
        }
    }
}
