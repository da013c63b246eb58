package dev.berth.zoneproxy;

import dev.berth.node.ForRole;
import dev.berth.node.Role;
import dev.berth.relay.DataPlane;
import dev.berth.relay.DataPlaneModule;
import jakarta.inject.Singleton;

/** Relays streams to the nodes that own the sessions. It has nothing to deliver, so it only forwards. */
@Singleton
@ForRole(Role.ZONE_PROXY)
final class ZoneProxyModule extends DataPlaneModule {
    ZoneProxyModule(DataPlane dataPlane) {
        super(dataPlane);
    }

    @Override
    public Role role() {
        return Role.ZONE_PROXY;
    }
}
