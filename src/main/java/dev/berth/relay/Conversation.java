package dev.berth.relay;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Text messages with a browser. What it says is heard on the event loop of its connection, where nobody may wait; any
 * thread may speak to it. Nobody keeps more than its bounds: who speaks much asks {@link #isFull}, and who cannot take
 * more calls {@link #pause}. It ends early when {@link Connections} says so.
 */
public final class Conversation {
    /** Who talks with the browser. All calls come on the event loop. */
    public interface Partner {
        Partner NOBODY = new Partner() {
            @Override
            public void hear(byte[] message) {}

            @Override
            public void rest() {}

            @Override
            public void left() {}
        };

        /** A whole message. @throws Problem ends the conversation; the browser hears it */
        void hear(byte[] message);

        /** Nothing more has come for now. */
        void rest();

        /** The browser has gone, or was sent away. Called once. */
        void left();
    }

    /**
     * @param longestMessage of a browser, in bytes
     * @param stall          a browser that reads nothing for so long, while something waits for it, is cut off
     */
    public record Limits(int longestMessage, Duration stall) {}

    private static final int NORMAL = 1000;
    private static final Duration STALLED = Duration.ofSeconds(1);

    private final TextEnd end;
    private final Limits limits;
    private final LongAdder sent;

    Conversation(TextEnd end, Limits limits, LongAdder sent) {
        this.end = end;
        this.limits = limits;
        this.sent = sent;
    }

    /** True when the browser has gone, or was sent away. */
    public boolean isOver() {
        return end.out().isOver();
    }

    /** True when it reads less than it is told: whoever has much to say should wait for {@link #whenRoom}. */
    public boolean isFull() {
        return end.out().isFull();
    }

    /** True when so much waits for it that it must not ask for more, though it is paused. */
    public boolean isOverrun() {
        return end.out().isOverrun();
    }

    /** Runs it once on the event loop, when there is room again or the browser has gone. */
    public void whenRoom(Runnable resume) {
        end.out().whenRoom(resume);
        end.out().onEventLoop(() -> cutLater(limits.stall().toNanos()));
    }

    private void cutLater(long nanos) {
        if (end.out().isAwaited()) {
            var timer = end.channel().eventLoop().schedule(this::cutIfStuck, nanos, TimeUnit.NANOSECONDS);
            end.out().whenRoom(() -> timer.cancel(false));
        }
    }

    private void cutIfStuck() {
        long left = limits.stall().toNanos() - end.out().waitingNanos();
        if (left > 0) {
            cutLater(left);
        } else {
            end.close(new Problem(ProblemCode.TIMEOUT, "The browser took nothing for too long."));
        }
    }

    /** True while something has been waiting for the browser to read for more than a moment. */
    public boolean isStalled() {
        return end.out().waitingNanos() > STALLED.toNanos();
    }

    /** Nothing more is heard, but for what is on its way already, until {@link #readOn}. On the event loop only. */
    public void pause() {
        end.sink().pause();
        if (!end.isClosing()) {
            end.channel().config().setAutoRead(false);
        }
    }

    /** Any thread may call it. */
    public void readOn() {
        end.out().onEventLoop(() -> {
            end.sink().readOn();
            if (!end.sink().isFull()) {
                end.resume();
            }
        });
    }

    /** One message, of UTF-8; it leaves at the next {@link #flush}. */
    public void send(byte[] bytes, int offset, int length) {
        if (isOver()) {
            return;
        }
        ByteBuf frame = end.context().alloc().ioBuffer(Frames.LONGEST_HEADER + length);
        Frames.header(frame, Frames.TEXT, length);
        frame.writeBytes(bytes, offset, length);
        sent.add(frame.readableBytes());
        end.out().send(frame);
    }

    public void flush() {
        end.out().flush();
    }

    /** A connection to somewhere else that is served by the same event loop, so that nothing crosses threads. */
    public CompletableFuture<Line> dial(InetSocketAddress address, Duration longest) {
        return Line.open(end.channel(), address, longest);
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
        end.out().onEventLoop(() -> end.close(code, reason));
    }
}
