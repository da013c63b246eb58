package dev.berth.connectionproxy.guacd;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import java.net.InetSocketAddress;
import java.util.Optional;

/** A guacd that somebody else runs. */
record ConfiguredSource(String host, int port) implements Source {
    @Override
    public String name() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }

    @Override
    public Running start() {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new Problem(
                    ProblemCode.UNAVAILABLE,
                    "The host name " + host + " of --guacd is not known here. Correct it, or its DNS.");
        }
        return new Running(address, Optional::empty, () -> {});
    }
}
