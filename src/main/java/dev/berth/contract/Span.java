package dev.berth.contract;

import java.util.Optional;
import java.util.function.Supplier;

/** A piece of work that is traced: what it is part of, how long it took and how it ended. */
public interface Span {
    /** The attribute that names a session. */
    String SESSION = "berth.session";

    /** Of work that nobody traces. */
    Span NONE = new NoSpan();

    /** What it is to others. */
    enum Kind {
        INTERNAL,
        SERVER,
        CLIENT
    }

    /** A part of this work. */
    Span part(Kind kind, String name);

    /** Adds a fact; never a secret, the name of a user, or what a user typed. */
    Span say(String key, String value);

    Span say(String key, long value);

    /** @param why the code of a {@link Problem}, or a status */
    void failed(String why);

    /** Only the first time counts. */
    void end();

    /** Makes this the work of the present thread, until what it answers is run. */
    Runnable enter();

    /** The value of the header that lets another node go on with this trace. */
    Optional<String> traceparent();

    /** What a person may quote. */
    Optional<String> traceId();

    /** Does a piece of this work on the present thread. */
    default <T> T within(Supplier<T> work) {
        var leave = enter();
        try {
            return work.get();
        } finally {
            leave.run();
        }
    }

    /** Does all of this work, which is then over. */
    default <T> T of(Supplier<T> work) {
        try {
            return within(work);
        } catch (RuntimeException | Error failure) {
            failed(failure);
            throw failure;
        } finally {
            end();
        }
    }

    /** Does all of this work, which is then over. */
    default void of(Runnable work) {
        of(() -> {
            work.run();
            return this;
        });
    }

    default void failed(Throwable failure) {
        failed(
                failure instanceof Problem problem
                        ? problem.code().wireName()
                        : failure.getClass().getName());
    }
}
