package dev.berth.connectionproxy;

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
    private final Guacds guacds;
    private final Recordings recordings;
    private final ConnectionProxyCalls calls;

    ConnectionProxyModule(DataPlane dataPlane, Guacds guacds, Recordings recordings, ConnectionProxyCalls calls) {
        super(dataPlane);
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
    }

    @Override
    public void start() {
        recordings.start();
        super.start();
        guacds.start();
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
        recordings.stop();
        guacds.stop();
    }
}
