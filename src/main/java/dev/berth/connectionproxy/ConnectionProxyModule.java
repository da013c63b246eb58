package dev.berth.connectionproxy;

import dev.berth.node.ForRole;
import dev.berth.node.Role;
import dev.berth.relay.DataPlane;
import dev.berth.relay.DataPlaneModule;
import jakarta.inject.Singleton;

/** Takes part in the data plane. It has no delivery until it has a guacd, so it refuses sessions with the reason. */
@Singleton
@ForRole(Role.CONNECTION_PROXY)
final class ConnectionProxyModule extends DataPlaneModule {
    ConnectionProxyModule(DataPlane dataPlane) {
        super(dataPlane);
    }

    @Override
    public Role role() {
        return Role.CONNECTION_PROXY;
    }
}
