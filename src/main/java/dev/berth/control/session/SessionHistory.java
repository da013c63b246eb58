package dev.berth.control.session;

import dev.berth.control.job.Job;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;

/** Ended sessions, kept for a while, and the counts of those that live. */
@Singleton
public final class SessionHistory implements Job {
    private final SessionRepository sessions;
    private final SessionConfig config;
    private final Explanations explanations;
    private volatile Map<SessionState, Long> counts = Map.of();

    SessionHistory(SessionRepository sessions, SessionConfig config, Explanations explanations, MeterRegistry metrics) {
        this.sessions = sessions;
        this.config = config;
        this.explanations = explanations;
        for (var state : SessionState.values()) {
            if (state != SessionState.ENDED) {
                Gauge.builder("berth.sessions", () -> counts.getOrDefault(state, 0L))
                        .tag("state", state.wireName())
                        .description("Sessions by state, as the web app that runs the jobs sees them")
                        .register(metrics);
            }
        }
    }

    @Override
    public void run() {
        counts = QuarkusTransaction.requiringNew().call(sessions::countByState);
    }

    public void trim(Instant now) {
        sessions.deleteEndedBefore(now.minus(config.history()));
        explanations.trim(now.minus(config.history()));
    }
}
