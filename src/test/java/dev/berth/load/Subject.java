package dev.berth.load;

import dev.berth.agent.BenchDelivery;
import dev.berth.contract.ConnectionRequest;
import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.GrantRequest;
import dev.berth.contract.SessionAuthorizer;
import dev.berth.contract.SessionRoute;
import dev.berth.contract.StreamToken;
import dev.berth.node.NodeIdentity;
import dev.berth.node.RelayTestNode;
import dev.berth.relay.TestGateway;
import java.time.Instant;
import java.util.UUID;

/** Our relay as a process: the real gateway, with an authorizer that says yes. */
public final class Subject {
    static final UUID HTTP = new UUID(0x1111111111111111L, 0x8111111111111111L);
    static final UUID VNC = new UUID(0x2222222222222222L, 0x8222222222222222L);

    private Subject() {}

    private record Yes(NodeIdentity node) implements SessionAuthorizer {
        @Override
        public StreamToken redeem(GrantRequest request) {
            return new StreamToken("yes", Instant.MAX);
        }

        @Override
        public StreamToken pass(ConnectionRequest request) {
            return new StreamToken("yes", Instant.MAX);
        }

        @Override
        public SessionRoute authorize(ConnectionRequest request) {
            var protocol = request.sessionId().equals(VNC) ? DeliveryProtocol.VNC : DeliveryProtocol.HTTP;
            return new SessionRoute(
                    request.sessionId(),
                    1,
                    node.address(),
                    protocol,
                    VNC,
                    VNC,
                    Instant.now().plusSeconds(86400));
        }
    }

    /** @param args the port to listen on, the source's WebSocket port and its RFB port */
    public static void main(String[] args) throws InterruptedException {
        var port = Integer.parseInt(args[0]);
        var config = RelayTestNode.fresh().ports(port, port);
        var gateway = new TestGateway(new Yes(config.identity()), config);
        BenchDelivery.register(gateway, HTTP, Integer.parseInt(args[1]), VNC, Integer.parseInt(args[2]));
        Thread.currentThread().join();
    }
}
