package dev.berth.node.identity;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.node.ClockOffset;
import dev.berth.node.NodeAuth;
import dev.berth.node.NodeName;
import dev.berth.node.Role;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Signs this node's calls and verifies those of others. */
@Singleton
public final class SignedCalls implements NodeAuth {
    private static final Duration LIFETIME = Duration.ofSeconds(60);

    private final NodeKeys keys;
    private final ClockOffset clock;
    private final Duration tolerance;
    private final X509ExtendedTrustManager publicly;
    private final Revocations revocations;
    private final RefusedCalls refused;
    private final Optional<JoinToken> token;
    private volatile @Nullable Known known;

    /** The chains found good under one set of authorities. */
    private record Known(Credential credential, KnownChains chains) {}

    public SignedCalls(
            NodeKeys keys, IdentityConfig config, ClockOffset clock, Revocations revocations, RefusedCalls refused) {
        this.keys = keys;
        this.clock = clock;
        this.tolerance = config.clockTolerance();
        this.publicly = PublicTrust.of(config.upstreamCa(), "upstream-ca");
        this.token = JoinToken.of(config.joinToken(), config.joinTokenFile());
        this.revocations = revocations;
        this.refused = refused;
    }

    @Override
    public String sign(String audience, String method, String path, byte[] body) {
        var credential = credential();
        var now = clock.now();
        var call = new CallSignature(
                credential.name().id().toString(),
                audience,
                now,
                now.plus(LIFETIME),
                method,
                path,
                CallSignature.hash(body),
                UUID.randomUUID().toString());
        try {
            return call.sign(credential.key(), credential.certificate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public NodeName verify(@Nullable String header, String method, String path, byte[] body) {
        if (header == null || header.isEmpty()) {
            throw refuse("", method, path, "it carries no signature (header " + HEADER + ")");
        }
        CallSignature.Received received;
        try {
            received = CallSignature.parse(header, chains()::inHeader);
        } catch (GeneralSecurityException e) {
            throw refuse("", method, path, String.valueOf(e.getMessage()));
        }
        var claims = received.claims();
        try {
            var peer = peer(received.certificate());
            var name = peer.name();
            if (!received.isBy(peer.key()) || !claims.issuer().equals(name.id().toString())) {
                throw refuse(claims.issuer(), method, path, "the signature is not by the key of that node");
            }
            chains().remember(received.header(), received.certificate());
            check(name, claims, method, path, body);
            return name;
        } catch (GeneralSecurityException e) {
            throw refuse(claims.issuer(), method, path, String.valueOf(e.getMessage()));
        }
    }

    private void check(NodeName name, CallSignature claims, String method, String path, byte[] body) {
        var id = name.id().toString();
        if (!isFor(claims.audience())) {
            throw refuse(id, method, path, "it was signed for another receiver");
        }
        if (!claims.method().equals(method)
                || !claims.path().equals(path)
                || !claims.bodyHash().equals(CallSignature.hash(body))) {
            throw refuse(id, method, path, "it was signed for another request");
        }
        var now = clock.now();
        if (claims.expiresAt().plus(tolerance).isBefore(now)
                || claims.expiresAt().isAfter(claims.issuedAt().plus(LIFETIME))) {
            throw refuse(id, method, path, "its signature is too old; the clock here says " + now);
        }
        if (claims.issuedAt().minus(tolerance).isAfter(now)) {
            throw refuse(id, method, path, "its signature is of the future; the clock here says " + now);
        }
    }

    private boolean isFor(String audience) {
        var self = credential().name();
        return audience.equals(self.id().toString()) || audience.equals(CONTROL) && self.has(Role.WEB_APP);
    }

    private Problem refuse(String claimed, String method, String path, String reason) {
        var query = path.indexOf('?');
        refused.refused(claimed, method + " " + (query < 0 ? path : path.substring(0, query)), reason);
        return new Problem(ProblemCode.UNAUTHENTICATED, "This call between nodes is refused: " + reason + ".");
    }

    private KnownChains.Peer peer(X509Certificate certificate) throws CertificateException {
        var peer = chains().peer(certificate, clock.now());
        if (revocations.isRevoked(certificate)) {
            throw new CertificateException("the node was revoked");
        }
        return peer;
    }

    @Override
    public X509ExtendedTrustManager trust(Predicate<NodeName> accepted) {
        return new PeerTrust(chain -> isAccepted(chain, accepted), publicly);
    }

    private boolean isAccepted(X509Certificate[] chain, Predicate<NodeName> accepted) throws CertificateException {
        NodeName name;
        if (keys.credential().isPresent() && chains().claims(chain[0])) {
            name = peer(chain[0]).name();
        } else {
            var pinned = token.flatMap(known -> known.authority(chain));
            if (pinned.isEmpty()) {
                return false;
            }
            name = new KnownChains(List.of(pinned.get()))
                    .peer(chain[0], clock.now())
                    .name();
        }
        if (!accepted.test(name)) {
            throw new CertificateException("another node answers there: " + name.id() + " of zone " + name.zone());
        }
        return true;
    }

    private Credential credential() {
        return keys.credential()
                .orElseThrow(() -> new Problem(
                        ProblemCode.UNAVAILABLE, "This node has not joined a deployment, so it knows no other."));
    }

    private KnownChains chains() {
        var credential = credential();
        var present = known;
        if (present == null || !present.credential().authorities().equals(credential.authorities())) {
            present = new Known(credential, new KnownChains(credential.authorities()));
            known = present;
        }
        return present.chains();
    }
}
