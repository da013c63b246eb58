package dev.berth.node.identity;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** How long the certificates of this node are still valid. */
@Singleton
final class ExpiryMetric {
    private final Clock clock;

    ExpiryMetric(Clock clock) {
        this.clock = clock;
    }

    void register(@Observes StartupEvent event, MeterRegistry metrics, ListenerKeys listener, NodeKeys keys) {
        gauge(metrics, "shown", listener::expiresAt);
        gauge(metrics, "node", () -> keys.credential().map(Credential::expiresAt));
    }

    private void gauge(MeterRegistry metrics, String which, Supplier<Optional<Instant>> end) {
        Gauge.builder(
                        "berth.certificate.expiry",
                        () -> end.get()
                                .map(at -> (double)
                                        Duration.between(clock.instant(), at).toSeconds())
                                .orElse(Double.NaN))
                .baseUnit("seconds")
                .tag("certificate", which)
                .description("Until a certificate expires: the one that browsers are shown, and the node's own")
                .register(metrics);
    }
}
