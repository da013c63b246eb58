package dev.berth.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.quarkus.logging.Log;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Bytes to and from a program, beside a {@link Conversation}, on its event loop. Any thread may write. */
public final class Line implements AutoCloseable {
    /** Who reads it. All calls come on the event loop, where nobody may wait. */
    public interface Reader {
        /** What is left in the buffer of a paused line is offered again after {@link #readOn}. */
        void take(ByteBuffer bytes);

        /** Nothing more has come for now. */
        void rest();

        /** It has ended, and all of it was offered. Called once. */
        void over();
    }

    private final End end = new End(new LongAdder());
    private final Outbox out = new Outbox(end);
    private final Queue<ByteBuf> untaken = new ArrayDeque<>(1);
    private @Nullable Reader reader;
    private boolean paused;
    private boolean offering;
    private boolean closed;
    private boolean ended;
    private boolean told;

    private Line() {}

    static CompletableFuture<Line> open(Channel near, InetSocketAddress address, Duration longest) {
        var line = new Line();
        var opened = new CompletableFuture<Line>();
        Dial.connect(
                        near,
                        address,
                        Math.max(1, Math.toIntExact(longest.toMillis())),
                        channel -> channel.pipeline().addLast(line.end))
                .addListener(connected -> {
                    if (connected.isSuccess()) {
                        opened.complete(line);
                    } else {
                        opened.completeExceptionally(connected.cause());
                    }
                });
        return opened;
    }

    /** From now on, also what has come already. Any thread may call it. */
    public void start(Reader found) {
        out.onEventLoop(() -> {
            reader = found;
            end.start(new Taking());
        });
    }

    /** Nothing more is offered until {@link #readOn}. On the event loop only. */
    public void pause() {
        paused = true;
        end.channel().config().setAutoRead(false);
    }

    /** Offers what was left, and all that comes. On the event loop only. */
    public void readOn() {
        paused = false;
        offer();
        tell(Reader::rest);
        if (!paused) {
            end.resume();
        }
    }

    /** On the event loop, after what is going on there. Any thread may call it. */
    public void later(Runnable task) {
        out.later(() -> guard(task));
    }

    /** It leaves at the next {@link #flush}. */
    public void write(byte[] bytes, int offset, int length) {
        out.send(end.context().alloc().ioBuffer(length).writeBytes(bytes, offset, length));
    }

    public void flush() {
        out.flush();
    }

    /** True when the other side reads less than it is told. */
    public boolean isFull() {
        return out.isFull();
    }

    /** True when so much waits for it that whoever is the cause must not go on, though it is paused. */
    public boolean isOverrun() {
        return out.isOverrun();
    }

    /** Runs it once on the event loop, when there is room again or nobody there any more. */
    public void whenRoom(Runnable resume) {
        out.whenRoom(resume);
    }

    /** For how long something has been waiting for the other side to read. */
    public Duration stuck() {
        return Duration.ofNanos(out.waitingNanos());
    }

    /** Any thread may close it; the reader is told, and what it did not take is gone. */
    @Override
    public void close() {
        out.onEventLoop(() -> {
            closed = true;
            offer();
            end.channel().close();
        });
    }

    private void offer() {
        if (offering) {
            return;
        }
        offering = true;
        for (var bytes = untaken.peek(); bytes != null && (closed || !paused); bytes = untaken.peek()) {
            if (!closed) {
                var view = bytes.nioBuffer();
                tell(known -> known.take(view));
                bytes.skipBytes(bytes.readableBytes() - view.remaining());
            }
            if (closed || !paused || !bytes.isReadable()) {
                untaken.remove().release();
            }
        }
        offering = false;
        if (ended && untaken.isEmpty() && !told) {
            told = true;
            tell(Reader::over);
        }
    }

    private void tell(Consumer<Reader> words) {
        var known = reader;
        if (known != null) {
            guard(() -> words.accept(known));
        }
    }

    private void guard(Runnable words) {
        try {
            words.run();
        } catch (RuntimeException | Error failure) {
            Log.error("a connection failed", failure);
            close();
        }
    }

    /** The other end of what would be a tunnel. */
    private final class Taking implements Sink {
        @Override
        public void take(ByteBuf bytes) {
            untaken.add(bytes);
            offer();
        }

        @Override
        public void flush() {
            tell(Reader::rest);
        }

        @Override
        public boolean isFull() {
            return paused;
        }

        @Override
        public void resume() {
            out.room();
        }

        @Override
        public void finish(boolean half) {
            ended = true;
            out.over();
            offer();
        }
    }
}
