package dev.berth.node.acme;

import dev.berth.node.AcmeConfig;
import dev.berth.node.identity.ListenerKeys;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpsServerStart;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Starts the ordering of certificates where the settings ask for it, and is all that there is of it elsewhere. */
@Singleton
final class AcmeStart {
    private volatile @Nullable Renewal renewal;

    /** Once the port is open at which the server will ask. */
    void start(
            @ObservesAsync HttpsServerStart event,
            AcmeConfig config,
            ListenerKeys listener,
            MeterRegistry metrics,
            Clock clock) {
        config.directory()
                .ifPresent(directory -> listener.ordered().ifPresent(keys -> {
                    var started = new Renewal(keys, new CertificateOrder(config, directory, keys), clock);
                    Gauge.builder("berth.acme.failures", started::failures)
                            .description("Attempts to get a certificate by ACME that have failed in a row")
                            .register(metrics);
                    started.start();
                    renewal = started;
                }));
    }

    void stop(@Observes ShutdownEvent event) {
        var started = renewal;
        if (started != null) {
            started.stop();
        }
    }
}
