package dev.berth.connectionproxy.recording;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.node.FileTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one recording on a thread of its own. Whoever brings bytes never waits; it is told when the disk is behind, and
 * the recording fails when it is for long.
 */
final class RecordingWriter {
    /** Written at once when there is so much, else soon. */
    private static final int BATCH = 64 * 1024;

    private static final Duration SOON = Duration.ofMillis(250);
    private static final int FIRST_BUFFER = 4 * 1024;
    /** So much is written between two looks at the free space. */
    private static final long LOOK = 8L << 20;

    private final WritableByteChannel file;
    private final Limits limits;
    private final Room room;
    private final Consumer<Optional<String>> over;
    private final AtomicBoolean told = new AtomicBoolean();
    private final CountDownLatch heard = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private byte[] filling = new byte[FIRST_BUFFER];
    private int filled;
    private long accepted;
    private boolean closed;
    /** When more began to wait for the disk than should; 0 when it keeps up. */
    private long behindSince;

    private List<Runnable> waiting = new ArrayList<>(1);
    private volatile @Nullable String failure;
    private volatile long written;

    /**
     * @param queue    bytes that may wait for the disk: nobody should bring more then, and twice as many are refused
     * @param patience how long the disk may be behind
     */
    record Limits(long maxBytes, int queue, Duration patience) {}

    /** Is there room on the disk? */
    interface Room {
        /** Why nothing more may be written; empty when there is room. */
        Optional<String> complaint() throws IOException;
    }

    /** @param over called once, when all is written or no more can be, with the reason why it ended early */
    RecordingWriter(WritableByteChannel file, Limits limits, Room room, Consumer<Optional<String>> over) {
        this.file = file;
        this.limits = limits;
        this.room = room;
        this.over = over;
    }

    RecordingWriter start(String name) {
        // a disk that hangs must not take the threads of everything else with it
        Thread.ofPlatform().name(name).daemon().start(this::work);
        return this;
    }

    /** @throws Problem when it can not be written, now or before */
    void append(byte[] bytes, int offset, int length) {
        lock.lock();
        try {
            if (failure == null && filled + length > 2 * limits.queue()) {
                tooSlow();
            }
            if (failure == null && accepted + length > limits.maxBytes()) {
                fail("The recording has reached its largest size, " + limits.maxBytes() + " bytes.");
            }
            if (failure != null) {
                throw new Problem(ProblemCode.UNAVAILABLE, failure);
            }
            if (closed) {
                return;
            }
            if (filled + length > filling.length) {
                filling = Arrays.copyOf(filling, Math.max(2 * filling.length, filled + length));
            }
            System.arraycopy(bytes, offset, filling, filled, length);
            boolean wakes = filled == 0 || filled < BATCH && filled + length >= BATCH;
            filled += length;
            accepted += length;
            if (filled > limits.queue() && behindSince == 0) {
                behindSince = System.nanoTime();
            }
            if (wakes) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** True when the disk is behind. */
    boolean isFull() {
        lock.lock();
        try {
            return behindSince != 0 && failure == null;
        } finally {
            lock.unlock();
        }
    }

    /** Runs it once, on any thread, when the disk has caught up or the recording has failed. */
    void whenRoom(Runnable resume) {
        lock.lock();
        try {
            if (behindSince != 0 && failure == null) {
                waiting.add(resume);
                return;
            }
        } finally {
            lock.unlock();
        }
        resume.run();
    }

    /** @throws Problem when it has failed, or the disk has been behind for too long */
    void check() {
        lock.lock();
        try {
            if (failure == null
                    && behindSince != 0
                    && System.nanoTime() - behindSince > limits.patience().toNanos()) {
                tooSlow();
            }
            if (failure != null) {
                throw new Problem(ProblemCode.UNAVAILABLE, failure);
            }
        } finally {
            lock.unlock();
        }
    }

    private void tooSlow() {
        fail("The disk of the recordings is too slow.");
        // the thread that writes may hang in the disk, and so may whoever notes this down
        Thread.ofPlatform().daemon().start(this::end);
    }

    /** What was appended is still written. Returns at once. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** On the disk by now. */
    long written() {
        return written;
    }

    private void fail(String why) {
        if (failure == null) {
            failure = why;
            changed.signal();
            caughtUp();
        }
    }

    private void caughtUp() {
        behindSince = 0;
        var all = waiting;
        waiting = new ArrayList<>(1);
        all.forEach(Runnable::run);
    }

    private void work() {
        byte[] writing = new byte[FIRST_BUFFER];
        long looked = -LOOK;
        try (file) {
            while (true) {
                int length;
                lock.lock();
                try {
                    awaitWork();
                    if (filled == 0) {
                        break;
                    }
                    var full = filling;
                    filling = writing;
                    writing = full;
                    length = filled;
                    filled = 0;
                    caughtUp();
                } finally {
                    lock.unlock();
                }
                if (written - looked >= LOOK) {
                    looked = written;
                    var complaint = room.complaint();
                    if (complaint.isPresent()) {
                        failed(complaint.get());
                        break;
                    }
                }
                write(ByteBuffer.wrap(writing, 0, length));
                if (writing.length > 4 * BATCH) {
                    writing = new byte[FIRST_BUFFER];
                }
            }
        } catch (IOException e) {
            failed("The disk of the recordings fails: " + FileTrouble.of(e) + ".");
        } catch (InterruptedException e) {
            failed("This node is being stopped.");
        }
        end();
    }

    /** Until there is enough to write, or some of it has waited long enough, or it is over. */
    private void awaitWork() throws InterruptedException {
        while (filled == 0 && !closed && failure == null) {
            changed.await();
        }
        long left = SOON.toNanos();
        while (filled < BATCH && !closed && failure == null && left > 0) {
            left = changed.awaitNanos(left);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            written += file.write(bytes);
        }
    }

    private void failed(String why) {
        lock.lock();
        try {
            fail(why);
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        if (told.compareAndSet(false, true)) {
            try {
                over.accept(Optional.ofNullable(failure));
            } finally {
                heard.countDown();
            }
        }
    }

    /** True when whoever is told of the end has done what it does then. */
    boolean awaitEnd(Duration longest) throws InterruptedException {
        return heard.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    }
}
