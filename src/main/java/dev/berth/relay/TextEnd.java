package dev.berth.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The browser's end of a {@link Conversation}. */
final class TextEnd extends FramedEnd {
    private final TextInbox inbox;
    private final AtomicInteger submitted = new AtomicInteger();

    TextEnd(LongAdder received, TextInbox inbox) {
        super(received, Frames.TEXT);
        this.inbox = inbox;
    }

    @Override
    public void messageEnd() {
        inbox.messageEnd();
        if (inbox.isFull()) {
            channel().config().setAutoRead(false);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        super.userEventTriggered(context, event);
        if (event instanceof ChannelInputShutdownEvent) {
            // it has gone without a word: there is nobody who waits for an answer
            context.close();
        }
    }

    /** Bytes that the event loop has not seen yet. Any thread may ask. */
    int submitted() {
        return submitted.get();
    }

    /** Hands a whole frame to the event loop; any thread may call it. */
    void submit(ByteBuf frame) {
        int length = frame.readableBytes();
        submitted.addAndGet(length);
        channel().eventLoop().execute(() -> {
            submitted.addAndGet(-length);
            if (isClosing() || !channel().isActive()) {
                frame.release();
            } else {
                context().write(frame, context().voidPromise());
            }
            if (!isFull()) {
                inbox.resume();
            }
        });
    }

    /** The reader has made room. Any thread may call it. */
    void readOn() {
        channel().eventLoop().execute(() -> {
            if (!inbox.isFull()) {
                resume();
            }
        });
    }
}
