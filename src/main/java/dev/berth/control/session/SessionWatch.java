package dev.berth.control.session;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Wakes those who follow a session. A hint only: changes made by another web app are found by looking again. */
@Singleton
public class SessionWatch {
    private final Map<UUID, CountDownLatch> waiting = new ConcurrentHashMap<>();

    /** To be called before reading the row, so that no change falls between. */
    CountDownLatch ticket(UUID id) {
        return waiting.computeIfAbsent(id, unused -> new CountDownLatch(1));
    }

    void changed(UUID id) {
        var latch = waiting.remove(id);
        if (latch != null) {
            latch.countDown();
        }
    }

    static void await(CountDownLatch ticket, Duration longest) {
        try {
            ticket.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
