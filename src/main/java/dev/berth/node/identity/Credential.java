package dev.berth.node.identity;

import dev.berth.node.NodeName;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What makes this process a known node.
 *
 * @param authorities the deployment's own; the first issued the certificate
 */
record Credential(NodeName name, PrivateKey key, X509Certificate certificate, List<X509Certificate> authorities) {
    Credential {
        authorities = List.copyOf(authorities);
    }

    /** As a listener shows it: a joining node finds the authority in it that its token pins. */
    List<X509Certificate> chain() {
        return Stream.concat(Stream.of(certificate), authorities.stream()).toList();
    }

    Instant expiresAt() {
        return certificate.getNotAfter().toInstant();
    }

    /** After two thirds of its life; the old one goes on until its end. */
    Instant renewAt() {
        var begin = certificate.getNotBefore().toInstant();
        return begin.plus(Duration.between(begin, expiresAt()).multipliedBy(2).dividedBy(3));
    }

    @Override
    public String toString() {
        return "Credential[" + name + "]";
    }
}
