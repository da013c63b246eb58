package dev.berth.control.session;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes those who follow a session: at once after a change made here, and within a moment after one made by another
 * web app. For that one query looks at all followed sessions together, and only while somebody follows one.
 */
@Singleton
public class SessionWatch {
    private static final Duration LOOK = Duration.ofMillis(300);

    private final SessionRepository sessions;
    private final Map<UUID, Set<Follower>> followers = new ConcurrentHashMap<>();
    private boolean looking;

    SessionWatch(SessionRepository sessions) {
        this.sessions = sessions;
    }

    /** One who follows a session, until it is closed. */
    final class Follower implements AutoCloseable {
        private final UUID id;
        private final Semaphore news = new Semaphore(0);
        private volatile long told = -1;

        private Follower(UUID id) {
            this.id = id;
        }

        /** To be called before reading the row, so that no change falls between. */
        void reads() {
            news.drainPermits();
        }

        /** Returns when the session has probably changed, or after the longest time. */
        void await(long version, Duration longest) {
            told = version;
            try {
                boolean unused = news.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            followers.computeIfPresent(id, (same, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }

    Follower follow(UUID id) {
        var follower = new Follower(id);
        followers.compute(id, (same, all) -> {
            var known = all == null ? ConcurrentHashMap.<Follower>newKeySet() : all;
            known.add(follower);
            return known;
        });
        look();
        return follower;
    }

    void changed(UUID id) {
        followers.getOrDefault(id, Set.of()).forEach(follower -> follower.news.release());
    }

    private synchronized void look() {
        if (!looking) {
            looking = true;
            Thread.ofVirtual().name("session-watch").start(this::loop);
        }
    }

    private void loop() {
        while (isNeeded()) {
            try {
                Thread.sleep(LOOK);
                compare(QuarkusTransaction.requiringNew()
                        .call(() -> sessions.versions(Set.copyOf(followers.keySet()))));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException databaseGone) {
                Log.debug("followed sessions could not be looked at", databaseGone);
            }
        }
    }

    private synchronized boolean isNeeded() {
        looking = !followers.isEmpty();
        return looking;
    }

    private void compare(Map<UUID, Long> versions) {
        versions.forEach((id, version) -> followers.getOrDefault(id, Set.of()).stream()
                .filter(follower -> follower.told != version)
                .forEach(follower -> follower.news.release()));
    }
}
