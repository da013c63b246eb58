package dev.berth.control.identity;

import dev.berth.control.audit.AuditTrail;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Audits calls that were refused to nodes: the same node and reason once a minute, so that nobody can fill the trail. */
@Singleton
public final class NodeRefusals {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MOST = 1_000;
    /** Whoever invents names gets no further than this in a minute. */
    private static final int MOST_A_MINUTE = 60;

    private static final int CLAIM_LENGTH = 36;

    private final AuditTrail audit;
    private final Clock clock;
    private final Map<String, Instant> told = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST;
        }
    };

    private Instant minute = Instant.EPOCH;
    private int inMinute;

    NodeRefusals(AuditTrail audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    public void record(String claimed, String call, String reason) {
        var who = claimed.length() == CLAIM_LENGTH ? claimed : "unknown node";
        // numbers in a reason would make each one new
        if (!isDue(who + " " + reason.replaceAll("[0-9]+", ""))) {
            return;
        }
        try {
            audit.record(who, "node.call.refused", call, reason, "");
        } catch (RuntimeException databaseGone) {
            Log.warnf("a call of node %s was refused: %s (%s)", who, reason, call);
        }
    }

    private synchronized boolean isDue(String what) {
        var now = clock.instant();
        var last = told.get(what);
        if (last != null && last.plus(PAUSE).isAfter(now)) {
            return false;
        }
        if (minute.plus(PAUSE).isBefore(now)) {
            minute = now;
            inMinute = 0;
        }
        if (++inMinute > MOST_A_MINUTE) {
            return false;
        }
        told.put(what, now);
        return true;
    }
}
