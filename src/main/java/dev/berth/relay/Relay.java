package dev.berth.relay;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** WebSockets. Once both sides have agreed, bytes flow between two sockets and nothing looks at them. */
@Singleton
public final class Relay {
    private static final String[] PASSED = {"Sec-WebSocket-Accept", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions"
    };

    private final Connections connections;

    Relay(Connections connections) {
        this.connections = connections;
    }

    /** Passes the upgrade to a target that speaks WebSocket itself: an opaque tunnel, no frame is parsed. */
    public void tunnel(Arrival arrival, Upstream upstream) {
        var target = new End(connections.traffic().toBrowsers());
        var answered = new Once<FullHttpResponse>((response, failure) -> {
            if (response == null) {
                arrival.refuse(upstream, failure == null ? new IllegalStateException("no answer") : failure);
            } else if (response.status().code() == 101) {
                open(arrival, target, agreed(response.headers()));
            } else {
                refused(arrival, response);
            }
        });
        var rewrite = upstream.rewrite();
        var handshake = new Handshake(rewrite.uri(arrival), rewrite.request(arrival), answered);
        Dial.connect(
                arrival.channel(),
                upstream,
                channel -> {
                    handshake.addTo(channel.pipeline());
                    channel.pipeline().addLast(target);
                },
                answered::fail);
    }

    private static Map<String, String> agreed(HttpHeaders headers) {
        var passed = new HashMap<String, String>();
        for (var name : PASSED) {
            Optional.ofNullable(headers.get(name)).ifPresent(value -> passed.put(name, value));
        }
        return passed;
    }

    private void open(Arrival arrival, End target, Map<String, String> headers) {
        var browser = new End(connections.traffic().fromBrowsers());
        // the close code of a cut would have to fit between two messages, and nobody here knows where they end
        register(arrival, (channel, why) -> channel.close());
        arrival.waiting().open(arrival.request(), headers, browser, channel -> {
            if (channel == null) {
                target.context().close();
            } else {
                End.join(browser, target);
            }
        });
    }

    /**
     * Before the browser hears 101, so that no order to cut can come too early. What is kept for as long as the stream
     * lives holds its channel, and not the request with all that came with it.
     */
    private void register(Arrival arrival, BiConsumer<Channel, Problem> end) {
        arrival.opening().opened();
        var channel = arrival.channel();
        var entry = connections.open(arrival.route(), why -> end.accept(channel, why));
        channel.closeFuture().addListener(closed -> entry.close());
    }

    private static void refused(Arrival arrival, FullHttpResponse answer) {
        var status = answer.status().code();
        if (status < 400) {
            arrival.refuse(new Problem(ProblemCode.TARGET_UNREACHABLE, "The workspace takes no WebSocket here."));
            return;
        }
        arrival.opening().refused(String.valueOf(status));
        var response = arrival.request().response().setStatusCode(status);
        arrival.waiting().refused();
        arrival.closeAtEnd();
        Optional.ofNullable(answer.headers().get("Content-Type"))
                .ifPresent(type -> response.putHeader("Content-Type", type));
        var body = new byte[answer.content().readableBytes()];
        answer.content().getBytes(answer.content().readerIndex(), body);
        response.end(Buffer.buffer(body));
    }

    /**
     * Bridges to a target that speaks a raw protocol on TCP: we frame for it.
     *
     * @param target  spoken to the target before the browser hears anything
     * @param browser spoken to the browser in the target's stead
     */
    public void bridge(Arrival arrival, Upstream upstream, Prelude target, Prelude browser) {
        var end = new End(connections.traffic().toBrowsers());
        var ready = new Once<Void>((nothing, failure) -> {
            if (failure == null) {
                open(arrival, end, browser);
            } else {
                arrival.refuse(upstream, failure);
            }
        });
        Dial.connect(
                arrival.channel(),
                upstream,
                channel -> channel.pipeline().addLast(new PreludeHandler(target, ready), end),
                ready::fail);
    }

    private void open(Arrival arrival, End target, Prelude prelude) {
        var browser = framed(arrival);
        arrival.waiting().open(arrival.request(), accepted(arrival), browser, channel -> {
            if (channel == null) {
                target.context().close();
            } else {
                var sink = new PreludeSink(prelude, browser);
                sink.start();
                sink.reach(target);
            }
        });
    }

    private FramedEnd framed(Arrival arrival) {
        var browser = new FramedEnd(connections.traffic().fromBrowsers());
        register(arrival, (channel, why) -> channel.eventLoop().execute(() -> cut(channel, browser, why)));
        return browser;
    }

    /**
     * A target that is about to listen.
     *
     * @param prelude spoken to it first
     */
    public record Target(Upstream upstream, Prelude prelude) {}

    /**
     * Bridges to a target that is not there yet. The browser's side is opened and spoken to now, and what it says
     * after that waits. It hears the problem when the target does not come.
     *
     * @param browser spoken to the browser in the target's stead
     * @param coming  completed once, by any thread; cancelled when the browser goes first
     */
    public void hold(Arrival arrival, Prelude browser, CompletableFuture<Target> coming) {
        var end = framed(arrival);
        arrival.channel().closeFuture().addListener(closed -> coming.cancel(false));
        arrival.waiting().open(arrival.request(), accepted(arrival), end, channel -> {
            if (channel == null) {
                coming.cancel(false);
                return;
            }
            var sink = new PreludeSink(browser, end);
            sink.start();
            coming.whenComplete((target, failure) -> channel.eventLoop().execute(() -> {
                if (failure != null) {
                    cut(channel, end, reason(failure));
                } else if (!sink.isOver()) {
                    dial(channel, target, end, sink);
                }
            }));
        });
    }

    private void dial(Channel near, Target target, FramedEnd browser, PreludeSink sink) {
        var end = new End(connections.traffic().toBrowsers());
        var ready = new Once<Void>((nothing, failure) -> {
            if (failure == null) {
                sink.reach(end);
            } else {
                cut(near, browser, reason(failure));
            }
        });
        Dial.connect(
                near,
                target.upstream(),
                channel -> channel.pipeline().addLast(new PreludeHandler(target.prelude(), ready), end),
                ready::fail);
    }

    /**
     * Talks with the browser in text messages, without any target that we know.
     *
     * @param subprotocol the browser must offer it
     * @param meet        called on the event loop once the browser listens; when it throws a {@link Problem} the browser
     *                    hears it, and it is over
     * @throws Problem {@code INVALID} when the browser does not speak the subprotocol
     */
    public void converse(
            Arrival arrival,
            String subprotocol,
            Conversation.Limits limits,
            Function<Conversation, Conversation.Partner> meet) {
        if (offered(arrival).noneMatch(subprotocol::equals)) {
            throw new Problem(
                    ProblemCode.INVALID, "This stream speaks the WebSocket subprotocol " + subprotocol + " only.");
        }
        var end = new TextEnd(connections.traffic().fromBrowsers(), limits.longestMessage());
        register(arrival, (channel, why) -> channel.eventLoop().execute(() -> cut(channel, end, why)));
        var toBrowsers = connections.traffic().toBrowsers();
        arrival.waiting().open(arrival.request(), accepted(arrival, subprotocol), end, channel -> {
            if (channel != null) {
                end.meet(() -> meet.apply(new Conversation(end, limits, toBrowsers)));
                end.start(end.sink());
            }
        });
    }

    private static Problem reason(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof Problem problem
                ? problem
                : cause instanceof TimeoutException
                        ? new Problem(ProblemCode.TIMEOUT, "The workspace is still starting. Try again in a moment.")
                        : new Problem(ProblemCode.TARGET_UNREACHABLE, "The workspace does not answer.", cause);
    }

    private static void cut(Channel channel, FramedEnd browser, Problem why) {
        if (browser.isPlaced()) {
            browser.close(why.code().closeCode(), why.detail());
        } else {
            channel.close();
        }
    }

    private static Map<String, String> accepted(Arrival arrival) {
        return accepted(arrival, "binary");
    }

    private static Map<String, String> accepted(Arrival arrival, String subprotocol) {
        var headers = new HashMap<String, String>();
        var key = Optional.ofNullable(arrival.request().getHeader("Sec-WebSocket-Key"))
                .orElse("");
        headers.put("Sec-WebSocket-Accept", Upgrade.accept(key));
        if (offered(arrival).anyMatch(subprotocol::equals)) {
            headers.put("Sec-WebSocket-Protocol", subprotocol);
        }
        return headers;
    }

    private static Stream<String> offered(Arrival arrival) {
        return arrival.request().headers().getAll("Sec-WebSocket-Protocol").stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip);
    }
}
