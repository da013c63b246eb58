package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.dial.DialGuard;
import dev.berth.connectionproxy.dial.Sign;
import dev.berth.connectionproxy.guacd.Guacds;
import dev.berth.connectionproxy.guacd.Lease;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The guard of this node, and its guacd. */
@Singleton
record GuacdReach(DialGuard guard, Guacds guacds) implements Reach {
    @Override
    public InetSocketAddress dial(String host, int port) {
        return guard.dial(host, port);
    }

    @Override
    public Sign ask(InetSocketAddress machine, Optional<byte[]> words) {
        return guard.ask(machine, words);
    }

    @Override
    public Place place() {
        return new Leased(guacds.lease());
    }

    private record Leased(Lease lease) implements Place {
        @Override
        public InetSocketAddress address() {
            return lease.address();
        }

        @Override
        public CompletionStage<String> gone() {
            return lease.gone();
        }

        @Override
        public void close() {
            lease.close();
        }
    }
}
