package dev.berth.remote;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/** How many calls one peer may keep open, and so connections. Launches that hang must not keep an end from getting through. */
final class Places {
    /** Short calls and long ones wait in queues of their own. */
    enum Kind {
        SHORT(64),
        LONG(256);

        private final int most;

        Kind(int most) {
            this.most = most;
        }
    }

    private record Queue(String authority, Kind kind) {}

    private final Map<Queue, Semaphore> queues = new ConcurrentHashMap<>();

    /** @param call takes the deadline, by the clock of {@link System#nanoTime()} */
    <A> A in(Peer peer, Kind kind, Duration longest, LongFunction<A> call) {
        var places = queues.computeIfAbsent(new Queue(peer.authority(), kind), queue -> new Semaphore(kind.most));
        long deadline = System.nanoTime() + longest.toNanos();
        try {
            if (!places.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Problem(
                        ProblemCode.UNAVAILABLE,
                        peer.name() + " has too many calls to answer.",
                        new IOException("earlier calls got no answer in time"));
            }
        } catch (InterruptedException e) {
            throw Calls.interrupted(e);
        }
        try {
            return call.apply(deadline);
        } finally {
            places.release();
        }
    }
}
