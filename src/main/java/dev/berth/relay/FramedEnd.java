package dev.berth.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.atomic.LongAdder;

/** The browser's end where we speak WebSocket ourselves: raw bytes towards the target, frames towards the browser. */
class FramedEnd extends End implements FrameReader.Receiver {
    private static final int GOING_AWAY = 1001;
    private static final int NORMAL = 1000;

    private final FrameReader reader;
    private boolean closing;

    FramedEnd(LongAdder received) {
        this(received, Frames.BINARY);
    }

    /** @param spoken the opcode of the browser's messages */
    FramedEnd(LongAdder received, int spoken) {
        super(received);
        this.reader = new FrameReader(this, spoken);
    }

    /** True once no more message may follow. */
    final boolean isClosing() {
        return closing;
    }

    @Override
    void received(ByteBuf bytes) {
        if (closing) {
            // only the answer to our close frame matters, and its absence is noticed by time
            bytes.release();
            context().close();
            return;
        }
        try {
            reader.read(bytes);
        } catch (FrameReader.Violation violation) {
            close(violation.closeCode, String.valueOf(violation.getMessage()));
        }
    }

    @Override
    public void payload(ByteBuf bytes) {
        toPeer(bytes);
    }

    @Override
    public void control(int opcode, ByteBuf payload) {
        if (opcode == Frames.PING) {
            context().writeAndFlush(Frames.control(context().alloc(), Frames.PONG, payload));
            if (isFull()) {
                // someone who pings without reading must not fill our memory
                channel().config().setAutoRead(false);
            }
        } else if (opcode == Frames.CLOSE) {
            var code = payload.readableBytes() >= 2 ? payload.getUnsignedShort(0) : NORMAL;
            close(code, "");
        }
    }

    @Override
    public void take(ByteBuf bytes) {
        var header = context().alloc().ioBuffer(Frames.LONGEST_HEADER);
        Frames.header(header, Frames.BINARY, bytes.readableBytes());
        super.take(header);
        super.take(bytes);
    }

    /** The target has ended: a browser should hear so in its own words. */
    @Override
    public void finish(boolean half) {
        close(GOING_AWAY, "The workspace closed the connection.");
    }

    /** Ends both ways. On the event loop only. */
    void close(int code, String reason) {
        if (closing || !channel().isActive()) {
            return;
        }
        closing = true;
        context().writeAndFlush(Frames.close(context().alloc(), code, reason));
        channel().config().setAutoRead(true);
        closeLater();
        var target = peer();
        if (target != null) {
            target.finish(false);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        super.channelWritabilityChanged(context);
        var target = peer();
        if (channel().isWritable() && (target == null || !target.isFull())) {
            resume();
        }
    }

    /** Starts the flow without a target, for a {@link Prelude} with the browser. */
    void say(byte[] bytes) {
        if (bytes.length > 0) {
            take(Unpooled.wrappedBuffer(bytes));
            flush();
        }
    }
}
