package dev.berth.relay;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells the browser why with a WebSocket close frame, waits briefly for its answer, and closes. */
final class Farewell extends ChannelInboundHandlerAdapter {
    private static final int WAIT_SECONDS = 1;

    private final int code;
    private final String reason;

    Farewell(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    void opened(@Nullable Channel channel) {
        if (channel != null) {
            var context = channel.pipeline().context(this);
            context.writeAndFlush(Frames.close(context.alloc(), code, reason));
            channel.config().setAutoRead(true);
            var timer = channel.eventLoop().schedule(() -> context.close(), WAIT_SECONDS, TimeUnit.SECONDS);
            channel.closeFuture().addListener(closed -> timer.cancel(false));
        }
    }

    /** The answer, or something that no longer matters: closing at once could overtake our own frame with a reset. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
        context.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
