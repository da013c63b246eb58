package dev.berth.control.identity;

import dev.berth.contract.NodeCertificate;
import dev.berth.contract.NodeRequest;
import dev.berth.contract.Problem;
import dev.berth.control.node.NodeConfiguration;
import dev.berth.control.secret.Secrets;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The deployment's own certificate authority and what it has issued. */
@Singleton
public class NodeCertificates implements PanacheRepositoryBase<IssuedCertificate, String> {
    private static final String SECRET = "node-authority";

    private final Secrets secrets;
    private final NodeConfiguration config;
    private final Clock clock;
    private volatile @Nullable Authority cached;

    NodeCertificates(Secrets secrets, NodeConfiguration config, Clock clock) {
        this.secrets = secrets;
        this.config = config;
        this.clock = clock;
    }

    /** Made by whichever web app is first. */
    Authority authority() {
        var known = cached;
        if (known == null) {
            known = Authority.decode(
                    secrets.once(SECRET, () -> Authority.make(clock.instant()).encode()));
            cached = known;
        }
        return known;
    }

    /** What a join token says of the authority, so that a node knows it before it knows anybody. */
    String pin() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256")
                            .digest(authority().certificate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Issues without asking who asks: the caller has found that out.
     *
     * @throws Problem {@code INVALID} for a request that is not by who holds its key
     */
    @Transactional
    public NodeCertificate issue(NodeRequest asked) {
        return issue(SigningRequest.of(asked));
    }

    NodeCertificate issue(SigningRequest request) {
        var now = clock.instant();
        var authority = authority();
        var certificate =
                authority.issue(request.key(), request.node(), request.names(), now, config.certificateLifetime());
        var row = new IssuedCertificate();
        row.serial = serial(certificate);
        row.nodeId = request.node().id();
        row.keyHash = request.keyHash();
        row.issuedAt = now;
        row.expiresAt = certificate.getNotAfter().toInstant();
        persist(row);
        return new NodeCertificate(
                pem(certificate),
                authority.bundle().stream().map(NodeCertificates::pem).toList(),
                now);
    }

    public static String serial(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16);
    }

    private static String pem(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Serial numbers of what was taken back and has not run out by itself. */
    @Transactional
    Set<String> revoked() {
        return new HashSet<>(getEntityManager()
                .createQuery(
                        "select c.serial from IssuedCertificate c where c.revokedAt is not null and c.expiresAt > ?1",
                        String.class)
                .setParameter(1, clock.instant())
                .getResultList());
    }

    /** True when the node has a certificate for another key that was not taken back, though it may have expired. */
    boolean hasOtherKey(UUID node, String keyHash) {
        return count("nodeId = ?1 and keyHash <> ?2 and revokedAt is null", node, keyHash) > 0;
    }

    /** End of each node's newest certificate. */
    @Transactional
    public Map<UUID, Instant> expiries() {
        return getEntityManager()
                .createQuery(
                        "select c.nodeId, max(c.expiresAt) from IssuedCertificate c where c.revokedAt is null"
                                + " group by c.nodeId",
                        Object[].class)
                .getResultStream()
                .collect(Collectors.toMap(row -> (UUID) row[0], row -> (Instant) row[1]));
    }

    /** Takes all certificates of a node back. */
    void revoke(UUID node, Instant now) {
        update("revokedAt = ?2 where nodeId = ?1 and revokedAt is null", node, now);
    }

    /**
     * Forgets what has run out, but for the last of each node: its key is how the node is known when it comes back.
     */
    public void deleteExpired(Instant now) {
        getEntityManager()
                .createNativeQuery("delete from node_certificate old where expires_at < ?1 and (revoked_at is not null"
                        + " or exists (select 1 from node_certificate c where c.node_id = old.node_id"
                        + " and c.issued_at > old.issued_at))")
                .setParameter(1, now)
                .executeUpdate();
    }
}
