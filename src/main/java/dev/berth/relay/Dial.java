package dev.berth.relay;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** Opens the connection to a target on the event loop of the browser's, so that a tunnel never crosses threads. */
final class Dial {
    static final int CONNECT_MILLIS = 5_000;

    private Dial() {}

    /**
     * @param setUp adds the handlers after TLS
     * @param failed told when no connection comes about
     */
    static void connect(Channel near, Upstream upstream, Consumer<Channel> setUp, Consumer<Throwable> failed) {
        connect(near, upstream.address(), CONNECT_MILLIS, channel -> {
                    upstream.tls(channel).ifPresent(channel.pipeline()::addLast);
                    setUp.accept(channel);
                })
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        failed.accept(upstream.unanswered(connected.cause()));
                    }
                });
    }

    static ChannelFuture connect(Channel near, InetSocketAddress address, int longestMillis, Consumer<Channel> setUp) {
        return new Bootstrap()
                .group(near.eventLoop())
                .channel(near instanceof EpollSocketChannel ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, longestMillis)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        setUp.accept(channel);
                    }
                })
                .connect(address);
    }
}
