package dev.berth.node.identity;

import dev.berth.node.NodeName;
import java.io.Serial;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a certificate is one of this deployment. What was found true is remembered by the certificate itself, since
 * the same few come with every call; its dates are looked at each time.
 */
final class KnownChains {
    private static final int MOST = 20_000;

    private final Set<TrustAnchor> anchors;
    private final List<X509Certificate> authorities;
    private final Map<X509Certificate, Peer> known = Collections.synchronizedMap(new Latest<>());
    private final Map<String, X509Certificate> headers = Collections.synchronizedMap(new Latest<>());

    /** A node of this deployment. */
    record Peer(NodeName name, VerifyingKey key) {}

    KnownChains(List<X509Certificate> authorities) {
        this.authorities = List.copyOf(authorities);
        this.anchors = authorities.stream()
                .map(authority -> new TrustAnchor(authority, null))
                .collect(Collectors.toSet());
    }

    /** The certificate in the header of an earlier call whose signature was good; to read it again costs 20 µs. */
    @Nullable
    X509Certificate inHeader(String header) {
        return headers.get(header);
    }

    /** Only of a call whose signature was good: nobody else fills the memory. */
    void remember(String header, X509Certificate certificate) {
        headers.put(header, certificate);
    }

    /** True when the certificate says that one of the deployment's authorities issued it. It may lie. */
    boolean claims(X509Certificate leaf) {
        return authorities.stream()
                .anyMatch(authority -> authority.getSubjectX500Principal().equals(leaf.getIssuerX500Principal()));
    }

    /** @throws CertificateException saying what is wrong with the certificate */
    Peer peer(X509Certificate leaf, Instant now) throws CertificateException {
        if (leaf.getNotAfter().toInstant().isBefore(now)) {
            throw new CertificateException(
                    "its certificate expired at " + leaf.getNotAfter().toInstant());
        }
        if (leaf.getNotBefore().toInstant().isAfter(now)) {
            throw new CertificateException(
                    "its certificate is valid from " + leaf.getNotBefore().toInstant());
        }
        var peer = known.get(leaf);
        if (peer == null) {
            peer = new Peer(validate(leaf, now), VerifyingKey.of(leaf));
            known.put(leaf, peer);
        }
        return peer;
    }

    private NodeName validate(X509Certificate leaf, Instant now) throws CertificateException {
        if (leaf.getBasicConstraints() >= 0) {
            throw new CertificateException("its certificate is an authority's");
        }
        try {
            var parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf));
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
        } catch (GeneralSecurityException e) {
            throw new CertificateException("its certificate is not of this deployment", e);
        }
        return NodeNames.of(leaf).orElseThrow(() -> new CertificateException("its certificate names no node"));
    }

    private static final class Latest<K, V> extends LinkedHashMap<K, V> {
        @Serial
        private static final long serialVersionUID = 1L;

        Latest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST;
        }
    }
}
