package dev.berth.node;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Every metric tells its zone, node and roles: without them a fault of one zone looks like a fault of all. */
@Singleton
final class NodeMetrics {
    @Produces
    @Singleton
    MeterFilter tags(NodeIdentity identity, Roles roles) {
        return MeterFilter.commonTags(List.of(
                Tag.of("zone", identity.zone()),
                Tag.of("node", identity.address().name()),
                Tag.of("role", roles.toString())));
    }
}
