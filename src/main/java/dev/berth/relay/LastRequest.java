package dev.berth.relay;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerRequest;

/**
 * Lets no further request in on a connection. Placed for a chunked body: two parsers may disagree where it ends, and
 * what one of them takes for the next request may be another user's. Browsers send none over HTTP/1.1.
 */
final class LastRequest extends ChannelInboundHandlerAdapter {
    private boolean over;

    static void place(HttpServerRequest request) {
        Waiting.channel(request).pipeline().addBefore(Waiting.VERTX, null, new LastRequest());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        over |= message instanceof HttpRequest;
        if (over) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }
}
