package dev.berth.relay;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A result that several events compete for; the first wins. On one event loop, so without a lock. */
final class Once<T> {
    private final BiConsumer<@Nullable T, @Nullable Throwable> then;
    private boolean over;

    Once(BiConsumer<@Nullable T, @Nullable Throwable> then) {
        this.then = then;
    }

    void succeed(@Nullable T value) {
        if (!over) {
            over = true;
            then.accept(value, null);
        }
    }

    void fail(Throwable cause) {
        if (!over) {
            over = true;
            then.accept(null, cause);
        }
    }
}
