package dev.berth.node.call;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.Trace;
import dev.berth.node.Failures;
import dev.berth.node.NodeAuth;
import dev.berth.node.NodeName;
import dev.berth.node.ProblemJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A call that has arrived. */
final class Incoming {
    private static final int LARGEST = 1 << 20;

    private final RoutingContext context;
    private final Admission admission;
    private final AtomicBoolean finished = new AtomicBoolean();
    private byte[] body = {};

    Incoming(RoutingContext context, Admission admission) {
        this.context = context;
        this.admission = admission;
    }

    /** As {@link #receive}, but does not even read what carries no signature. */
    void receiveSigned(Consumer<Incoming> then) {
        if (context.request().getHeader(NodeAuth.HEADER) == null) {
            turnAway(new Problem(ProblemCode.UNAUTHENTICATED, "Only nodes may call this, signed."));
        } else {
            receive(then);
        }
    }

    /** Reads the body, then goes on elsewhere. Called on the event loop. */
    void receive(Consumer<Incoming> then) {
        if (!admission.places().tryAcquire()) {
            fail(new Problem(ProblemCode.UNAVAILABLE, "This node has too many calls to answer at the moment."));
            return;
        }
        context.addEndHandler(ended -> release());
        var read = Buffer.buffer();
        var request = context.request();
        request.handler(part -> {
            if (read.length() + part.length() > LARGEST) {
                request.handler(null).endHandler(null);
                fail(new Problem(ProblemCode.TOO_LARGE, "A call has at most 1 MiB."));
            } else {
                read.appendBuffer(part);
            }
        });
        request.endHandler(end -> {
            body = read.getBytes();
            Thread.ofVirtual().name("call " + request.path()).start(() -> work(then));
        });
        request.resume();
    }

    private void release() {
        if (finished.compareAndSet(false, true)) {
            admission.places().release();
        }
    }

    private void work(Consumer<Incoming> then) {
        try {
            then.accept(this);
        } catch (RuntimeException | Error failure) {
            fail(Failures.problem(failure));
        }
    }

    /** The question, once its caller has proved who it is and may ask it. */
    <Q> Q admit(Class<Q> question, BiConsumer<NodeName, Q> guard) {
        var caller = caller();
        var asked = question(question);
        try {
            guard.accept(caller, asked);
            return asked;
        } catch (Problem problem) {
            if (problem.code() == ProblemCode.FORBIDDEN) {
                var call = context.request().method() + " " + context.request().path();
                admission.refused().refused(caller.id().toString(), call, problem.detail());
                turnAway(problem);
            }
            throw problem; // unless it was answered above, it is now
        }
    }

    /** The answer is part of the caller's trace, when it sends one along. Only who was admitted can make us trace. */
    void traced(Object asked, Runnable answer) {
        var request = context.request();
        var span = Trace.answering("POST " + request.path(), Optional.ofNullable(request.getHeader(Trace.HEADER)));
        Trace.about(span, asked);
        span.of(answer);
    }

    <Q> Q question(Class<Q> question) {
        return Wire.read(content(), question);
    }

    private NodeName caller() {
        var request = context.request();
        var header = String.valueOf(request.getHeader(NodeAuth.HEADER));
        try {
            return admission.auth().verify(header, request.method().name(), request.uri(), body);
        } catch (Problem problem) {
            turnAway(problem);
            throw problem;
        }
    }

    private byte[] content() {
        return Packing.ENCODING.equals(context.request().getHeader("Content-Encoding")) ? Packing.unpack(body) : body;
    }

    void answer(Object answer) {
        send(200, "application/json", Wire.write(answer));
    }

    /** The header tells a caller that is not admitted from an answer to what it asked. */
    private void turnAway(Problem problem) {
        context.response()
                .putHeader(NodeCalls.NOT_ADMITTED, "1")
                .putHeader(NodeCalls.NOW, Instant.now().toString());
        fail(problem);
    }

    private void fail(Problem problem) {
        if (!context.request().isEnded()) {
            // nobody reads the rest of the body
            context.response().putHeader("Connection", "close");
        }
        var json = ProblemJson.of(problem);
        send(json.status(), ProblemJson.MEDIA_TYPE, Wire.write(json));
    }

    private void send(int status, String type, byte[] content) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", type)
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(content));
    }

    HttpServerResponse response() {
        return context.response();
    }
}
