package dev.berth.load;

import dev.berth.node.NodeAuth;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends reports that are made already, over connections that stay, on one event loop: the load must cost little itself. */
final class LeanSender implements AutoCloseable {
    /** What an order to end something begins with; what is empty is not sent. */
    private static final String END = "\"end\"";

    private final HttpClient http;
    private final Context context;
    private final URI upstream;

    LeanSender(Vertx vertx, String upstream, int connections) {
        this.upstream = URI.create(upstream);
        this.context = vertx.getOrCreateContext();
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setMaxPoolSize(connections)
                .setMaxWaitQueueSize(-1)
                .setKeepAliveTimeout(70)
                .setConnectTimeout(10_000));
    }

    /** @return true when it was answered as it should be */
    Future<Boolean> checkIn(SimulatedAgent agent) {
        var signed = agent.signed();
        var done = Promise.<Boolean>promise();
        context.runOnContext(_ -> http.request(
                        HttpMethod.POST, upstream.getPort(), upstream.getHost(), SimulatedAgent.CHECK_IN)
                .compose(request -> request.putHeader("Content-Type", "application/json")
                        .putHeader(NodeAuth.HEADER, signed.signature())
                        .idleTimeout(20_000)
                        .send(Buffer.buffer(signed.body())))
                .compose(response -> response.body().map(body -> {
                    if (response.statusCode() == 200
                            && body.toString(StandardCharsets.UTF_8).contains(END)) {
                        agent.obey(body.getBytes());
                    }
                    return response.statusCode() == 200;
                }))
                .otherwise(false)
                .onComplete(done));
        return done.future();
    }

    @Override
    public void close() {
        http.close();
    }
}
