package dev.berth.node;

import dev.berth.contract.Problem;
import java.util.UUID;
import java.util.function.Predicate;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * How nodes know each other. Each call between them carries a signature by the caller's own key, bound to the
 * receiver, method, path and body, so that it holds through a load balancer that ends TLS.
 */
public interface NodeAuth {
    /** The header that carries the signature. */
    String HEADER = "Berth-Node";
    /** The receiver of calls to the control plane, whichever web app answers. */
    String CONTROL = "control";

    /**
     * @param audience {@link #CONTROL}, or the id of the node that is called
     * @param path     as sent, query included
     * @return the value of {@link #HEADER}
     * @throws Problem {@code UNAVAILABLE} while this node has no identity
     */
    String sign(String audience, String method, String path, byte[] body);

    /**
     * Who made a call that arrived here.
     *
     * @throws Problem {@code UNAUTHENTICATED} for a signature that is missing, forged, too old, for another receiver
     *     or request, or by a certificate that has expired, was revoked or is not of this deployment
     */
    NodeName verify(String header, String method, String path, byte[] body);

    /**
     * Believes a TLS peer that shows a certificate of this deployment's own authority and whose name is accepted, or
     * one that a trusted public authority vouches for under the host name that was called.
     */
    X509ExtendedTrustManager trust(Predicate<NodeName> accepted);

    /** As {@link #trust(Predicate)}, for one node. */
    default X509ExtendedTrustManager trust(UUID node) {
        return trust(name -> name.id().equals(node));
    }
}
