package dev.berth.remote;

import dev.berth.contract.NodeAddress;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.node.NodeAuth;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Whom a call goes to.
 *
 * @param audience the receiver that the signature names
 * @param base     without a path
 * @param name     for sentences
 */
record Peer(String audience, URI base, String name) {
    static Peer control(String url) {
        return new Peer(NodeAuth.CONTROL, uri("the control plane", url), "The control plane");
    }

    static Peer node(NodeAddress node) {
        return new Peer(node.id().toString(), uri("node " + node.name(), node.url()), "Node " + node.name());
    }

    private static URI uri(String whom, String url) {
        try {
            var uri = new URI(url);
            if ("https".equals(uri.getScheme()) && uri.getHost() != null) {
                return new URI("https", null, uri.getHost(), uri.getPort(), null, null, null);
            }
        } catch (URISyntaxException malformed) {
            // said below
        }
        throw new Problem(ProblemCode.UNAVAILABLE, "The address of " + whom + " is no https URL: " + url);
    }

    URI at(String path) {
        return base.resolve(path);
    }

    /** As the TLS engine knows it. */
    String authority() {
        return base.getHost() + ":" + port();
    }

    int port() {
        return base.getPort() < 0 ? 443 : base.getPort();
    }
}
