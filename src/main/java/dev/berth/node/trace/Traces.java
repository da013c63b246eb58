package dev.berth.node.trace;

import dev.berth.contract.Trace;
import dev.berth.contract.Tracer;
import dev.berth.node.NodeIdentity;
import dev.berth.node.Roles;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Traces from the start to the end of this process. Made only where a collector is set. */
@Singleton
public final class Traces {
    private final OtlpConfig config;
    private final NodeIdentity identity;
    private final Roles roles;
    private final MeterRegistry metrics;
    private @Nullable Collecting collecting;

    Traces(OtlpConfig config, NodeIdentity identity, Roles roles, MeterRegistry metrics) {
        this.config = config;
        this.identity = identity;
        this.roles = roles;
        this.metrics = metrics;
    }

    /** What happens from now on is traced. */
    public void start() {
        var started = Collecting.start(config, identity, roles.toString(), metrics);
        collecting = started;
        Trace.collect(started.tracer());
    }

    /** What was done last is still sent, if the collector is quick. */
    @PreDestroy
    void stop() {
        Trace.collect(Tracer.OFF);
        var started = collecting;
        if (started != null) {
            started.close();
        }
    }
}
