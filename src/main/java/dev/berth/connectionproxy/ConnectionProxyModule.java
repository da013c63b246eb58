package dev.berth.connectionproxy;

import dev.berth.connectionproxy.delivery.GuacdDelivery;
import dev.berth.connectionproxy.guacd.Guacds;
import dev.berth.connectionproxy.recording.Recordings;
import dev.berth.node.ForRole;
import dev.berth.node.Reporter;
import dev.berth.node.Role;
import dev.berth.relay.DataPlane;
import dev.berth.relay.DataPlaneModule;
import io.vertx.ext.web.Router;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Role connection-proxy in this process. Without a guacd it works all the same, and refuses sessions with the reason. */
@Singleton
@ForRole(Role.CONNECTION_PROXY)
final class ConnectionProxyModule extends DataPlaneModule {
    private final DataPlane dataPlane;
    private final GuacdDelivery delivery;
    private final Guacds guacds;
    private final Recordings recordings;
    private final ConnectionProxyCalls calls;

    ConnectionProxyModule(
            DataPlane dataPlane,
            GuacdDelivery delivery,
            Guacds guacds,
            Recordings recordings,
            ConnectionProxyCalls calls) {
        super(dataPlane);
        this.dataPlane = dataPlane;
        this.delivery = delivery;
        this.guacds = guacds;
        this.recordings = recordings;
        this.calls = calls;
    }

    @Override
    public Role role() {
        return Role.CONNECTION_PROXY;
    }

    @Override
    public void routes(Router router) {
        calls.mount(router);
        super.routes(router);
        dataPlane.register(delivery);
    }

    @Override
    public void start() {
        recordings.start();
        super.start();
        guacds.start();
        delivery.start();
    }

    @Override
    public List<Reporter> reporters() {
        return Stream.concat(super.reporters().stream(), Stream.of(guacds)).toList();
    }

    @Override
    public Map<String, String> remarks() {
        return Map.of("guacd", guacds.state());
    }

    @Override
    public void stop() {
        super.stop();
        delivery.stop();
        recordings.stop();
        guacds.stop();
    }
}
