package dev.berth.relay;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/** Speaks a {@link Prelude} on the connection to a target, then leaves the pipeline to the bytes. */
final class PreludeHandler extends ByteToMessageDecoder {
    private final Prelude prelude;
    private final Once<Void> done;

    PreludeHandler(Prelude prelude, Once<Void> done) {
        this.prelude = prelude;
        this.done = done;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        context.writeAndFlush(Unpooled.wrappedBuffer(prelude.opening()));
        super.channelActive(context);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        while (prelude.wants() > 0 && in.readableBytes() >= prelude.wants()) {
            var bytes = ByteBufUtil.getBytes(in.readSlice(prelude.wants()));
            context.writeAndFlush(Unpooled.wrappedBuffer(prelude.take(bytes)));
        }
        if (prelude.wants() == 0) {
            context.channel().config().setAutoRead(false);
            context.pipeline().remove(this);
            done.succeed(null);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var failure = cause.getCause() instanceof Problem problem ? problem : cause;
        done.fail(failure);
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        done.fail(new Problem(ProblemCode.TARGET_UNREACHABLE, "The workspace closed the connection."));
        super.channelInactive(context);
    }
}
