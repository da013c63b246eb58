package dev.berth.relay;

import dev.berth.contract.NodeAddress;
import dev.berth.contract.Problem;
import dev.berth.contract.Span;
import dev.berth.contract.Trace;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The trace of a stream that is being opened: over when it is open or refused, for a stream may last for days. Plain requests
 * are not traced, of which one page makes dozens.
 */
final class Opening {
    /** What is said of somebody's trace outside: our nodes believe it of each other only, and workspaces need not know. */
    private static final String[] HEADERS = {Trace.HEADER, "tracestate", "baggage"};

    private static final Opening UNTRACED = new Opening();

    private volatile Span whole = Span.NONE;
    /** The last step: to the owner, or to the workspace. */
    private volatile Span step = Span.NONE;

    static Opening of(boolean webSocket) {
        return webSocket && Trace.isOn() ? new Opening() : UNTRACED;
    }

    /** @param trusted true when a node of ours has sent the request, which may then be part of its trace */
    void begin(UUID session, Optional<String> traceparent, boolean trusted) {
        if (this == UNTRACED) {
            return;
        }
        var name = "open stream";
        var parent = trusted ? traceparent : Optional.<String>empty();
        whole = parent.isPresent() ? Trace.answering(name, parent) : Trace.begin(Span.Kind.SERVER, name);
        whole.say(Span.SESSION, session.toString());
    }

    <T> T within(Supplier<T> work) {
        return whole.within(work);
    }

    Span span() {
        return whole;
    }

    void forwards(NodeAddress owner) {
        step = whole.part(Span.Kind.CLIENT, "forward stream").say("berth.owner", owner.name());
    }

    void reaches(String protocol) {
        step = whole.part(Span.Kind.CLIENT, "open target").say("berth.protocol", protocol);
    }

    void opened() {
        step.end();
        whole.end();
    }

    void refused(Problem problem) {
        refused(problem.code().wireName());
    }

    void refused(String why) {
        step.failed(why);
        whole.failed(why);
        opened();
    }

    /** On the way to a node of ours. */
    void hand(MultiMap headers) {
        strip(headers);
        step.traceparent().ifPresent(trace -> headers.set(Trace.HEADER, trace));
    }

    static void strip(MultiMap headers) {
        for (var name : HEADERS) {
            headers.remove(name);
        }
    }
}
