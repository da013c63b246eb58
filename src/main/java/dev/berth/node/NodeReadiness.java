package dev.berth.node;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** {@code /q/health/ready}: up while every active role can work and the node is not being drained. */
@Readiness
@Singleton
final class NodeReadiness implements HealthCheck {
    private final Lifecycle lifecycle;

    NodeReadiness(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public HealthCheckResponse call() {
        var reason = lifecycle.notReady();
        var response = HealthCheckResponse.named("node").status(reason.isEmpty());
        reason.ifPresent(why -> response.withData("reason", why));
        lifecycle.remarks().forEach(response::withData);
        return response.build();
    }
}
