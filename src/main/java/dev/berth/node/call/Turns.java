package dev.berth.node.call;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Computing for which nobody waits and of which there is much, such as what thousands of nodes report: it takes turns,
 * so that one processor is always left to people's requests. Whoever waits for a turn keeps no thread busy.
 */
final class Turns {
    private final Semaphore free =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));

    /** @param work should wait for nothing */
    void take(Runnable work) {
        take(() -> {
            work.run();
            return Nothing.NOTHING;
        });
    }

    /** @param work should wait for nothing */
    <T> T take(Supplier<T> work) {
        free.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            free.release();
        }
    }
}
