package dev.berth.node;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;

/**
 * Where a request comes from, for limits and the audit trail. Behind a load balancer that is what X-Forwarded-For
 * says; only the balancers named in the settings are believed, since anybody can send that header.
 */
@Singleton
public final class ClientAddress {
    private static final String HEADER = "X-Forwarded-For";

    private final List<AddressBlock> trusted;

    @Inject
    ClientAddress(NodeConfig config) {
        this(config.trustedProxies().orElse(List.of()).stream()
                .map(AddressBlock::parse)
                .toList());
    }

    ClientAddress(List<AddressBlock> trusted) {
        this.trusted = trusted;
    }

    public String of(HttpServerRequest request) {
        return of(request.remoteAddress().hostAddress(), request.headers().getAll(HEADER));
    }

    /** From the nearest to the farthest, as far as each was named by one that is trusted. */
    String of(String peer, List<String> forwarded) {
        var address = peer;
        var named = String.join(",", forwarded).split(",");
        for (int i = named.length - 1; i >= 0 && isTrusted(address); i--) {
            try {
                address = InetAddress.ofLiteral(named[i].strip()).getHostAddress();
            } catch (IllegalArgumentException noAddress) {
                return address;
            }
        }
        return address;
    }

    /** True when what the peer says in its headers is believed. */
    public boolean isTrustedPeer(HttpServerRequest request) {
        return isTrusted(request.remoteAddress().hostAddress());
    }

    private boolean isTrusted(String address) {
        if (trusted.isEmpty()) {
            return false;
        }
        var literal = InetAddress.ofLiteral(address.replaceFirst("%.*", ""));
        return trusted.stream().anyMatch(block -> block.contains(literal));
    }
}
