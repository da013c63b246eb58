package dev.berth.webapp;

import dev.berth.contract.NodeRegistry;
import dev.berth.control.ControlPlane;
import dev.berth.control.zone.Zones;
import dev.berth.node.ForRole;
import dev.berth.node.NodeIdentity;
import dev.berth.node.Role;
import dev.berth.node.RoleModule;
import dev.berth.node.identity.NodeKeys;
import dev.berth.webapp.api.Followers;
import dev.berth.webapp.internal.ControlCalls;
import dev.berth.webapp.ui.Console;
import io.vertx.ext.web.Router;
import jakarta.inject.Singleton;

/** The control plane's process: the API, the console's pages, the jobs. */
@Singleton
@ForRole(Role.WEB_APP)
final class WebAppModule implements RoleModule {
    private final ControlPlane control;
    private final Console console;
    private final Healthcheck healthcheck;
    private final Followers followers;
    private final ControlCalls calls;
    private final NodeKeys keys;
    private final NodeRegistry registry;
    private final Zones zones;
    private final NodeIdentity node;

    WebAppModule(
            ControlPlane control,
            Console console,
            Healthcheck healthcheck,
            Followers followers,
            ControlCalls calls,
            NodeKeys keys,
            NodeRegistry registry,
            Zones zones,
            NodeIdentity node) {
        this.control = control;
        this.console = console;
        this.healthcheck = healthcheck;
        this.followers = followers;
        this.calls = calls;
        this.keys = keys;
        this.registry = registry;
        this.zones = zones;
        this.node = node;
    }

    @Override
    public Role role() {
        return Role.WEB_APP;
    }

    @Override
    public void routes(Router router) {
        router.get("/api/__healthcheck").order(-1000).handler(healthcheck::handle);
        calls.mount(router);
        console.routes(router);
    }

    @Override
    public void start() {
        control.start(() -> {
            zones.ensure(node.zone());
            // it holds the authority, so it needs nobody to join
            keys.accept(registry.renew(keys.request()));
        });
    }

    @Override
    public void leave() {
        followers.end();
        control.handOver();
    }

    @Override
    public void stop() {
        control.stop();
    }
}
