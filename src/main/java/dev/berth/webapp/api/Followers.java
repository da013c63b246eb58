package dev.berth.webapp.api;

import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The event streams that are open here. They last as long as a session, so that a stop has to end them. */
@Singleton
public final class Followers {
    private final Set<Runnable> open = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    Followers() {}

    /** @return to be run when the stream has ended by itself */
    Runnable add(Runnable end) {
        open.add(end);
        if (over) {
            end.run();
        }
        return () -> open.remove(end);
    }

    /** Ends all of them in order; their browsers follow on another web app. */
    public void end() {
        over = true;
        open.forEach(Runnable::run);
    }
}
