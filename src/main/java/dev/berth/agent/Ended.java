package dev.berth.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The sessions that were ended here last: an order to launch one may still be on its way, and comes too late. */
final class Ended {
    /** More than can end while an order is on its way. */
    private static final int REMEMBERED = 10_000;

    private final Map<UUID, Boolean> last = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized void add(UUID session) {
        last.put(session, true);
    }

    synchronized boolean contains(UUID session) {
        return last.containsKey(session);
    }
}
