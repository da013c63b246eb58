package dev.berth.relay;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.vertx.core.MultiMap;
import java.nio.channels.ClosedChannelException;

/** Asks a target for the upgrade that the browser asked us for, then leaves the pipeline to the bytes. */
final class Handshake extends SimpleChannelInboundHandler<FullHttpResponse> {
    private static final int LONGEST_BODY = 64 * 1024;
    private static final int LONGEST_LINE = 4 * 1024;
    private static final int HEADER_BYTES = 16 * 1024;
    private static final int ANSWER_SECONDS = 60;

    private final DefaultFullHttpRequest request;
    private final String accept;
    private final Once<FullHttpResponse> answered;

    Handshake(String uri, MultiMap headers, Once<FullHttpResponse> answered) {
        request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, uri);
        HopByHop.upgrade(headers);
        headers.forEach(header -> request.headers().add(header.getKey(), header.getValue()));
        accept = Upgrade.accept(request.headers().get("Sec-WebSocket-Key", ""));
        this.answered = answered;
    }

    void addTo(ChannelPipeline pipeline) {
        pipeline.addLast("encoder", new HttpRequestEncoder());
        pipeline.addLast("decoder", new HttpResponseDecoder(LONGEST_LINE, HEADER_BYTES, LONGEST_BODY));
        pipeline.addLast("whole", new HttpObjectAggregator(LONGEST_BODY));
        pipeline.addLast("timeout", new ReadTimeoutHandler(ANSWER_SECONDS));
        pipeline.addLast("handshake", this);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        context.writeAndFlush(request);
        super.channelActive(context);
    }

    /** A status other than 101 is handed on too; it is for the browser to see. */
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
        if (response.status().code() != 101) {
            answered.succeed(response);
            context.close();
        } else if (accept.equals(response.headers().get("Sec-WebSocket-Accept"))) {
            context.channel().config().setAutoRead(false);
            var pipeline = context.pipeline();
            // what the target said after its 101 comes out of the decoder now, and is held by the End behind us
            pipeline.remove("decoder");
            pipeline.remove("whole");
            pipeline.remove("encoder");
            pipeline.remove("timeout");
            pipeline.remove(this);
            answered.succeed(response);
        } else {
            answered.fail(new Problem(ProblemCode.TARGET_UNREACHABLE, "The workspace answered the wrong handshake."));
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        answered.fail(cause);
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        answered.fail(new ClosedChannelException());
        super.channelInactive(context);
    }
}
