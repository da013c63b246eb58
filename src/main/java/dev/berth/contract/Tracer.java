package dev.berth.contract;

import java.util.Optional;

/** Keeps what the spans of this process tell. */
public interface Tracer {
    /** Nobody wants to know. */
    Tracer OFF = new Tracer() {
        @Override
        public Span begin(Span.Kind kind, String name, Optional<String> traceparent) {
            return Span.NONE;
        }

        @Override
        public Span current() {
            return Span.NONE;
        }
    };

    /**
     * The first span of this process in a trace.
     *
     * @param traceparent of the caller, who has proved to be a node of ours; a trace begins here when empty or malformed
     */
    Span begin(Span.Kind kind, String name, Optional<String> traceparent);

    /** What the present thread is at; {@link Span#NONE} when that is not traced. */
    Span current();
}
