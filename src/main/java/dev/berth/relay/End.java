package dev.berth.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One end of an opaque tunnel. Buffers pass through uncopied; when the other end is full this one stops reading, so
 * memory stays flat whoever is slow. Whoever ends first ends the other; a reset is a normal end.
 */
class End extends ChannelInboundHandlerAdapter implements Sink {
    private static final AdaptiveRecvByteBufAllocator READS = new AdaptiveRecvByteBufAllocator(64, 512, 128 * 1024);
    private static final WriteBufferWaterMark MARKS = new WriteBufferWaterMark(64 * 1024, 256 * 1024);
    /** How long an end that was told to finish may take to send the rest. */
    private static final int LINGER_SECONDS = 10;

    private final LongAdder received;
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable Sink peer;
    private @Nullable Queue<ByteBuf> held;
    private boolean inputOver;
    private boolean outputOver;

    End(LongAdder received) {
        this.received = received;
    }

    /** Lets the bytes flow; both channels must be on the same event loop. */
    static void join(End one, End other) {
        one.start(other);
        other.start(one);
    }

    final void start(Sink other) {
        peer = other;
        var config = channel().config();
        config.setAllocator(PooledByteBufAllocator.DEFAULT);
        config.setRecvByteBufAllocator(READS);
        config.setWriteBufferWaterMark(MARKS);
        config.setOption(ChannelOption.SO_KEEPALIVE, true);
        config.setOption(ChannelOption.TCP_NODELAY, true);
        config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        if (!channel().isActive()) {
            other.finish(false);
            return;
        }
        releaseHeld();
        if (!other.isFull()) {
            config.setAutoRead(true);
        }
    }

    private void releaseHeld() {
        if (held != null) {
            var bytes = held;
            held = null;
            bytes.forEach(this::received);
            flushPeer();
        }
    }

    final boolean isPlaced() {
        return ctx != null;
    }

    final Channel channel() {
        return context().channel();
    }

    final ChannelHandlerContext context() {
        if (ctx == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return ctx;
    }

    final @Nullable Sink peer() {
        return peer;
    }

    /** What came from this end's socket, for the other end. */
    void received(ByteBuf bytes) {
        toPeer(bytes);
    }

    final void toPeer(ByteBuf bytes) {
        var other = peer;
        if (other == null) {
            bytes.release();
            return;
        }
        other.take(bytes);
        if (other.isFull()) {
            channel().config().setAutoRead(false);
        }
    }

    private void flushPeer() {
        if (peer != null) {
            peer.flush();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message);
            return;
        }
        received.add(bytes.readableBytes());
        if (peer == null) {
            hold(bytes);
        } else {
            received(bytes);
        }
    }

    /** The target may speak right after its 101, before the browser has ours. */
    private void hold(ByteBuf bytes) {
        channel().config().setAutoRead(false);
        if (held == null) {
            held = new ArrayDeque<>(2);
        }
        held.add(bytes);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        flushPeer();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (peer != null && channel().isWritable()) {
            peer.resume();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputOver = true;
            // TLS has no half of a connection that is worth keeping
            var half = context.pipeline().get(SslHandler.class) == null;
            if (peer != null) {
                peer.finish(half);
            }
            if (!half || outputOver) {
                context.close();
            } else {
                closeLater();
            }
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        drop();
        if (peer != null) {
            peer.finish(false);
        }
        // the server's own handler behind this one keeps its books
        context.fireChannelInactive();
    }

    private void drop() {
        if (held != null) {
            held.forEach(ByteBuf::release);
            held = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    @Override
    public void take(ByteBuf bytes) {
        context().write(bytes, context().voidPromise());
    }

    @Override
    public void flush() {
        context().flush();
    }

    @Override
    public boolean isFull() {
        return !channel().isWritable();
    }

    @Override
    public void resume() {
        channel().config().setAutoRead(true);
    }

    @Override
    public void finish(boolean half) {
        if (!channel().isActive()) {
            return;
        }
        var written = context().writeAndFlush(Unpooled.EMPTY_BUFFER);
        if (half && !inputOver && channel() instanceof DuplexChannel duplex) {
            outputOver = true;
            written.addListener(done -> duplex.shutdownOutput());
        } else {
            written.addListener(ChannelFutureListener.CLOSE);
            if (!written.isDone()) {
                closeLater();
            }
        }
    }

    final void closeLater() {
        var timer = channel().eventLoop().schedule(() -> context().close(), LINGER_SECONDS, TimeUnit.SECONDS);
        channel().closeFuture().addListener(closed -> timer.cancel(false));
    }
}
