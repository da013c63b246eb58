package dev.berth.relay;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.NetSocketInternal;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds the place of the tunnel while an upgrade is being decided. Whatever comes after the request and before our 101
 * is either smuggled or optimistic (RFC 9931) and ends the connection; it is never forwarded, nor read as a request.
 */
final class Waiting extends ChannelInboundHandlerAdapter {
    static final String VERTX = "handler";

    private boolean requestOver;
    private boolean early;
    private boolean refused;

    static Waiting of(HttpServerRequest request) {
        var waiting = new Waiting();
        waiting.requestOver = request.isEnded();
        channel(request).pipeline().addBefore(VERTX, "berth-waiting", waiting);
        return waiting;
    }

    static Channel channel(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!requestOver
                && message instanceof LastHttpContent last
                && !last.content().isReadable()) {
            requestOver = true;
            context.fireChannelRead(message);
            return;
        }
        ReferenceCountUtil.release(message);
        if (!refused) {
            early = true;
            context.close();
        }
    }

    /** From here on nothing that comes is looked at; the connection closes after the refusal. */
    void refused() {
        refused = true;
    }

    /**
     * Answers 101 and puts {@code end} where the HTTP machinery was. Nothing is read from the browser until that end
     * is started.
     *
     * @param opened called with the channel, or with nothing when the browser has gone
     */
    void open(
            HttpServerRequest request,
            Map<String, String> headers,
            ChannelHandler end,
            Consumer<@Nullable Channel> opened) {
        var channel = channel(request);
        if (early || !channel.isActive()) {
            opened.accept(null);
            return;
        }
        var response = request.response();
        response.putHeader("Connection", "Upgrade").putHeader("Upgrade", "websocket");
        headers.forEach(response::putHeader);
        request.toNetSocket().onComplete(socket -> {
            if (socket.failed() || early || !channel.isActive()) {
                channel.close();
                opened.accept(null);
            } else {
                takeOver(
                        ((NetSocketInternal) socket.result())
                                .channelHandlerContext()
                                .channel(),
                        end);
                // Vert.x keeps request and response until the connection ends; a stream lasts for hours
                request.headers().clear();
                response.headers().clear();
                opened.accept(channel);
            }
        });
    }

    /** Vert.x's own handler stays last, unread, so that its connection count and metrics stay right. */
    private void takeOver(Channel channel, ChannelHandler end) {
        channel.config().setAutoRead(false);
        var pipeline = channel.pipeline();
        for (var entry : pipeline.toMap().entrySet()) {
            if (!entry.getKey().equals(VERTX)
                    && !(entry.getValue() instanceof SslHandler)
                    && entry.getValue() != this) {
                pipeline.remove(entry.getValue());
            }
        }
        pipeline.replace(this, "berth-end", end);
    }
}
