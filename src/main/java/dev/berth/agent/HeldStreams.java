package dev.berth.agent;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Browsers that connected before their container was there. Few at once and not for long: nobody may pile up here. */
final class HeldStreams {
    private static final int MOST = 1_000;
    private static final int MOST_OF_A_SESSION = 4;
    /** Shorter than the page's own patience, so that it hears the reason. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final int most;
    private final Duration longest;
    private final AtomicInteger all = new AtomicInteger();
    private final Map<UUID, Integer> bySession = new ConcurrentHashMap<>();

    HeldStreams() {
        this(MOST, LONGEST);
    }

    HeldStreams(int most, Duration longest) {
        this.most = most;
        this.longest = longest;
    }

    /**
     * Bounds a wait.
     *
     * @return the same future, so that cancelling it makes room
     * @param coming fails when time is over; cancelled by whoever waits and goes
     * @throws Problem {@code SESSION_NOT_RUNNING} when too many wait already
     */
    <T> CompletableFuture<T> keep(UUID session, CompletableFuture<T> coming) {
        int now = all.incrementAndGet();
        int here = bySession.merge(session, 1, Integer::sum);
        if (now > most || here > MOST_OF_A_SESSION) {
            release(session);
            throw new Problem(ProblemCode.SESSION_NOT_RUNNING, "The session is still starting. Try again in a moment.");
        }
        coming.whenComplete((came, failure) -> release(session));
        return coming.orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void release(UUID session) {
        all.decrementAndGet();
        bySession.computeIfPresent(session, (id, count) -> count == 1 ? null : count - 1);
    }

    /** Browsers that wait now. */
    int count() {
        return all.get();
    }
}
