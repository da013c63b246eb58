package dev.berth.contract;

import java.util.Optional;

/**
 * Where work says that it may be traced: as with a log, everybody may, and whether somebody listens is settled once, at
 * the start. Traces begin at a few places by name; everything else is traced when it is part of what is.
 */
public final class Trace {
    /** As W3C Trace Context names it. Believed from nodes of ours only. */
    public static final String HEADER = "traceparent";

    private static volatile Tracer tracer = Tracer.OFF;

    private Trace() {}

    /** Spans go there from now on; {@link Tracer#OFF} ends it. */
    public static void collect(Tracer collector) {
        tracer = collector;
    }

    public static boolean isOn() {
        return tracer != Tracer.OFF;
    }

    /** A trace begins. */
    public static Span begin(Span.Kind kind, String name) {
        return tracer.begin(kind, name, Optional.empty());
    }

    /** The side of a call that answers it. The caller is known by now; it decides whether this is traced. */
    public static Span answering(String name, Optional<String> traceparent) {
        return traceparent.isEmpty() ? Span.NONE : tracer.begin(Span.Kind.SERVER, name, traceparent);
    }

    /** What the present thread is at. */
    public static Span current() {
        return tracer.current();
    }

    /** A part of what the present thread is at. */
    public static Span part(Span.Kind kind, String name) {
        return current().part(kind, name);
    }

    /** The same work for another thread, as part of what this one is at. */
    public static Runnable carried(Runnable work) {
        var span = current();
        if (span == Span.NONE) {
            return work;
        }
        return () -> {
            var leave = span.enter();
            try {
                work.run();
            } finally {
                leave.run();
            }
        };
    }

    /** Names the session that a call is about, when it is about one. */
    public static void about(Span span, Object question) {
        if (span != Span.NONE && question instanceof OfSession one) {
            span.say(Span.SESSION, one.sessionId().toString());
        }
    }
}
