package dev.berth.agent;

import dev.berth.contract.DeliveryProtocol;
import dev.berth.relay.TestGateway;
import java.util.UUID;

/** The real container delivery in front of the benchmark's source. */
public final class BenchDelivery {
    private BenchDelivery() {}

    public static void register(TestGateway gateway, UUID http, int httpPort, UUID vnc, int vncPort) {
        var targets = new FakeTargets();
        targets.add(http, DeliveryProtocol.HTTP, httpPort);
        targets.add(vnc, DeliveryProtocol.VNC, vncPort);
        gateway.gateway.register(new ContainerDelivery(targets, gateway.relay, gateway.pass, gateway.connections));
    }
}
