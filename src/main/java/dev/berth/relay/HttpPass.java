package dev.berth.relay;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeoutException;

/** Plain HTTP requests: streams both bodies with back-pressure, whatever their size or duration. */
@Singleton
public final class HttpPass {
    /** From the end of the request to the headers of the answer. */
    private static final long ANSWER_MILLIS = 60_000;

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final Vertx vertx;
    private final Connections connections;

    HttpPass(Vertx vertx, Connections connections) {
        this.vertx = vertx;
        this.connections = connections;
    }

    /** Answers {@code arrival} with what {@code upstream} says. */
    public void pass(Arrival arrival, Upstream upstream) {
        var request = arrival.request();
        var entry =
                connections.open(arrival.route(), why -> request.connection().close());
        arrival.onEnd(() -> {
            entry.close();
            connections.traffic().fromBrowsers().add(request.bytesRead());
            connections.traffic().toBrowsers().add(request.response().bytesWritten());
        });
        var options = new RequestOptions()
                .setMethod(request.method())
                .setHost(upstream.host())
                .setPort(upstream.port())
                .setSsl(upstream.isTls())
                .setURI(upstream.rewrite().uri(arrival));
        upstream.client(vertx)
                .request(options)
                .onSuccess(out -> send(arrival, upstream, out))
                .onFailure(failure -> fail(arrival, upstream, failure));
    }

    private void send(Arrival arrival, Upstream upstream, HttpClientRequest out) {
        var request = arrival.request();
        // harmless when the exchange is complete, needed when the browser has gone
        arrival.onEnd(out::reset);
        out.headers().setAll(upstream.rewrite().request(arrival));
        out.response()
                .onSuccess(in -> answer(arrival, upstream, in))
                .onFailure(failure -> fail(arrival, upstream, failure));
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        if (hasBody(request)) {
            if (!request.headers().contains("Content-Length")) {
                out.setChunked(true);
            }
            request.pipeTo(out).onSuccess(sent -> expectAnswer(out)).onFailure(failure -> out.reset());
        } else {
            out.end().onSuccess(sent -> expectAnswer(out));
        }
    }

    private void expectAnswer(HttpClientRequest out) {
        var timer = vertx.setTimer(ANSWER_MILLIS, late -> out.reset(0, new TimeoutException()));
        out.response().onComplete(answered -> vertx.cancelTimer(timer));
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.headers().contains("Content-Length") || request.headers().contains("Transfer-Encoding");
    }

    private void answer(Arrival arrival, Upstream upstream, HttpClientResponse in) {
        var request = arrival.request();
        var response = request.response();
        if (response.closed() || response.ended()) {
            in.request().reset();
            return;
        }
        response.setStatusCode(in.statusCode());
        upstream.rewrite()
                .response(arrival, in.headers())
                .forEach((name, value) -> response.headers().add(name, value));
        if (request.headers().contains("Transfer-Encoding")) {
            // two parsers may disagree where a chunked body ends; then nothing that follows it here is a request
            arrival.closeAtEnd();
        }
        if (mayHaveBody(request, in.statusCode()) && !response.headers().contains("Content-Length")) {
            // a stream of events may have nothing to say for a while, and the page wants to know that it is open
            response.setChunked(true).writeHead();
        }
        // half an answer must not look like a whole one
        in.pipe()
                .endOnFailure(false)
                .to(response)
                .onFailure(broken -> request.connection().close());
    }

    private static boolean mayHaveBody(HttpServerRequest request, int status) {
        return request.method() != HttpMethod.HEAD && status != NO_CONTENT && status != NOT_MODIFIED;
    }

    private static void fail(Arrival arrival, Upstream upstream, Throwable failure) {
        arrival.refuse(
                upstream,
                failure instanceof TimeoutException
                        ? new Problem(ProblemCode.TIMEOUT, "The workspace did not answer within 60 seconds.")
                        : failure);
    }
}
