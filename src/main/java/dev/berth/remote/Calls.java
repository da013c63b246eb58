package dev.berth.remote;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.Span;
import dev.berth.contract.Trace;
import dev.berth.node.NodeAuth;
import dev.berth.node.call.Packing;
import dev.berth.node.call.Wire;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Makes signed calls. Everything is bounded: the time, the attempts, the size of the answer, the connections to one
 * peer. Blocks; virtual threads call it.
 */
final class Calls implements AutoCloseable {
    /** With the handshake of TLS, for which a host full of busy desktops may need seconds. */
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final int LARGEST_ANSWER = 4 << 20;

    private final NodeAuth auth;
    private final HttpClient http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Consumer<Instant> time;
    private final Places places = new Places();

    /** @param trust host and port that are called, to what must be shown there */
    Calls(NodeAuth auth, Function<String, X509ExtendedTrustManager> trust) {
        this(auth, trust, time -> {});
    }

    /** @param time hears what time a peer has that admits no call of ours */
    Calls(NodeAuth auth, Function<String, X509ExtendedTrustManager> trust, Consumer<Instant> time) {
        this.auth = auth;
        this.time = time;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT)
                .sslContext(PeerCertificates.context(trust))
                .executor(threads)
                .build();
    }

    /** @throws Problem what the peer answered, or {@code UNAVAILABLE} or {@code TIMEOUT} when it did not */
    <A> A call(Peer peer, String path, Object question, Class<A> answer, Terms terms) {
        return traced(
                peer, path, question, () -> call(peer, terms, answer, () -> request(peer, path, Wire.write(question))));
    }

    /** The call is part of what this thread is at; what is not traced stays so. */
    <A> A traced(Peer peer, String path, Object question, Supplier<A> call) {
        var span = Trace.part(Span.Kind.CLIENT, "POST " + path);
        if (span != Span.NONE) {
            span.say("http.request.method", "POST")
                    .say("server.address", peer.base().getHost())
                    .say("server.port", peer.port())
                    .say("url.full", peer.at(path).toString());
            Trace.about(span, question);
        }
        return span.of(call);
    }

    /** For a node that has no identity yet: the question itself must prove something. */
    <A> A callUnsigned(Peer peer, String path, Object question, Class<A> answer, Terms terms) {
        return call(
                peer,
                terms,
                answer,
                () -> post(peer, path, Wire.write(question)).build());
    }

    private <A> A call(Peer peer, Terms terms, Class<A> answer, Supplier<HttpRequest> request) {
        return places.in(
                peer,
                Places.Kind.SHORT,
                terms.deadline(),
                deadline -> attempts(peer, request, answer, terms.attempts(), deadline));
    }

    private <A> A attempts(Peer peer, Supplier<HttpRequest> request, Class<A> answer, int attempts, long deadline) {
        for (int left = attempts; ; left--) {
            try {
                var response = send(request.get(), limited(), deadline);
                if (response.statusCode() == 200) {
                    return Wire.read(response.body(), answer);
                }
                Answers.time(response).ifPresent(time);
                if (left <= 1 || !Answers.isPassing(response)) {
                    throw Answers.problem(peer, response, response.body());
                }
            } catch (IOException e) {
                // an address that refuses twice will not listen a moment later
                boolean unheard = e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
                boolean first = left == attempts;
                boolean again = unheard ? first : left > 1;
                if (!again || System.nanoTime() + PAUSE.toNanos() > deadline) {
                    throw unreachable(peer, e);
                }
            }
            pause();
        }
    }

    private static BodyHandler<byte[]> limited() {
        return BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER);
    }

    /** A signed request; each attempt signs anew. */
    HttpRequest request(Peer peer, String path, byte[] body) {
        boolean packed = Packing.pays(body);
        var sent = packed ? Packing.pack(body) : body;
        var request = post(peer, path, sent).header(NodeAuth.HEADER, auth.sign(peer.audience(), "POST", path, sent));
        Trace.current().traceparent().ifPresent(trace -> request.header(Trace.HEADER, trace));
        return packed ? request.header("Content-Encoding", Packing.ENCODING).build() : request.build();
    }

    private static HttpRequest.Builder post(Peer peer, String path, byte[] body) {
        return HttpRequest.newBuilder(peer.at(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    /** The JDK's own timeout ends with the head of an answer; this one covers the body as well. */
    <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler, long deadline) throws IOException {
        var exchange = http.sendAsync(request, handler);
        try {
            return exchange.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new HttpTimeoutException("no answer in time");
        } catch (InterruptedException e) {
            exchange.cancel(true);
            throw interrupted(e);
        }
    }

    /** Its connections end. */
    @Override
    public void close() {
        http.shutdownNow();
        http.close();
        threads.close();
    }

    /** One that is opened to a peer of these calls: it knows the other's TLS already, if there was a call before. */
    WebSocket.Builder webSocket() {
        return http.newWebSocketBuilder();
    }

    Places places() {
        return places;
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static Problem interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Problem(ProblemCode.UNAVAILABLE, "This node is being stopped.", e);
    }

    static Problem unreachable(Peer peer, IOException e) {
        if (e instanceof HttpTimeoutException && !(e instanceof HttpConnectTimeoutException)) {
            return new Problem(
                    ProblemCode.TIMEOUT, peer.name() + " does not answer in time at " + peer.base() + ".", e);
        }
        return new Problem(
                ProblemCode.UNAVAILABLE, peer.name() + " cannot be reached at " + peer.base() + ": " + why(e), e);
    }

    private static String why(Throwable e) {
        if (e instanceof HttpConnectTimeoutException) {
            return "it does not accept a connection.";
        }
        var cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case java.nio.channels.ClosedChannelException _ -> "the connection is refused.";
            case java.nio.channels.UnresolvedAddressException _ -> "its name is not known here.";
            default -> (cause.getMessage() == null ? cause.toString() : cause.getMessage()) + ".";
        };
    }
}
