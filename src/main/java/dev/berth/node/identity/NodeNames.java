package dev.berth.node.identity;

import dev.berth.contract.NodeUri;
import dev.berth.node.NodeName;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Reads a node's name off its certificate. */
final class NodeNames {
    private static final Integer URI = 6;

    private NodeNames() {}

    /** Empty when the certificate names no node, or more than one. */
    static Optional<NodeName> of(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return Optional.empty();
            }
            var uris = names.stream()
                    .filter(name -> URI.equals(name.get(0)))
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
            return uris.size() == 1 ? NodeUri.parse(uris.getFirst()).map(NodeName::of) : Optional.empty();
        } catch (CertificateParsingException e) {
            return Optional.empty();
        }
    }
}
