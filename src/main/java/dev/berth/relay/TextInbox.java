package dev.berth.relay;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Whole messages of a browser on their way from its event loop to the thread that reads them; few, and of few bytes. */
final class TextInbox implements Sink {
    private static final int FIRST_PART = 256;
    /** Room for one part of a message that is kept for the next. */
    private static final int KEPT_PART = 16 * 1024;

    private static final int MOST_MESSAGES = 256;

    private final Conversation.Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<byte[]> messages = new ArrayDeque<>();
    private int queued;
    private boolean over;
    /** The event loop was told to stop reading, and not yet to go on. */
    private boolean paused;
    /** What has come of the next message; the event loop's own. */
    private byte[] part = new byte[FIRST_PART];

    private int partLength;

    TextInbox(Conversation.Limits limits) {
        this.limits = limits;
    }

    /** @throws FrameReader.Violation when the message grows too long */
    @Override
    public void take(ByteBuf bytes) {
        try {
            int length = bytes.readableBytes();
            if (partLength + length > limits.longestMessage()) {
                throw new FrameReader.Violation(FrameReader.TOO_BIG, "A message is too long.");
            }
            if (part.length - partLength < length) {
                part = Arrays.copyOf(part, Math.max(partLength + length, 2 * part.length));
            }
            bytes.readBytes(part, partLength, length);
            partLength += length;
        } finally {
            bytes.release();
        }
    }

    void messageEnd() {
        var message = Arrays.copyOf(part, partLength);
        partLength = 0;
        if (part.length > KEPT_PART) {
            part = new byte[FIRST_PART];
        }
        lock.lock();
        try {
            if (!over) {
                messages.add(message);
                queued += message.length;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Empty when nothing came in time, or nothing will come any more. */
    Optional<byte[]> poll(Duration longest) throws InterruptedException {
        long nanos = longest.toNanos();
        lock.lock();
        try {
            while (messages.isEmpty() && !over && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            var message = messages.poll();
            queued -= message == null ? 0 : message.length;
            return Optional.ofNullable(message);
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return messages.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes up who waits for messages or for room, to look again. */
    @Override
    public void resume() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for {@link #resume}. @return what is left of the time */
    long await(java.util.function.BooleanSupplier done, long nanos) throws InterruptedException {
        lock.lock();
        try {
            while (!over && nanos > 0 && !done.getAsBoolean()) {
                nanos = changed.awaitNanos(nanos);
            }
            return nanos;
        } finally {
            lock.unlock();
        }
    }

    boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flush() {}

    @Override
    public boolean isFull() {
        lock.lock();
        try {
            boolean full = full();
            paused |= full;
            return full;
        } finally {
            lock.unlock();
        }
    }

    private boolean full() {
        return queued >= limits.queuedBytes() || messages.size() >= MOST_MESSAGES;
    }

    /** For the reader: true when there is room again for an event loop that has heard {@link #isFull}. */
    boolean hasRoomAgain() {
        lock.lock();
        try {
            boolean again = paused && !full();
            paused &= !again;
            return again;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void finish(boolean half) {
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
