package dev.berth.node.identity;

import dev.berth.contract.NodeCertificate;
import dev.berth.contract.NodeRequest;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.node.NodeConfig;
import dev.berth.node.NodeIdentity;
import dev.berth.node.Roles;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;

/** This node's key and the certificate that it has at the moment. */
@Singleton
public final class NodeKeys {
    private final NodeIdentity identity;
    private final Roles roles;
    private final IdentityFiles files;
    private final KeyPair keys;
    private volatile @Nullable Credential credential;
    private volatile String enrolment;

    public NodeKeys(NodeConfig config, NodeIdentity identity, Roles roles) {
        this.identity = identity;
        this.roles = roles;
        this.files = new IdentityFiles(config.dataDir());
        this.keys = files.keys();
        this.credential = credential(files.chain()).orElse(null);
        this.enrolment = files.enrolment();
    }

    private Optional<Credential> credential(List<X509Certificate> chain) {
        if (chain.size() < 2 || !chain.getFirst().getPublicKey().equals(keys.getPublic())) {
            return Optional.empty();
        }
        var leaf = chain.getFirst();
        return NodeNames.of(leaf)
                .filter(name -> name.id().equals(identity.address().id()))
                .map(name -> new Credential(name, keys.getPrivate(), leaf, chain.subList(1, chain.size())));
    }

    /** Asks for a certificate as what this process is. */
    public NodeRequest request() {
        try {
            var subject = new X500Name("CN=" + identity.address().id());
            var request = new JcaPKCS10CertificationRequestBuilder(subject, keys.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
            return new NodeRequest(
                    identity.address(),
                    identity.zone(),
                    roles.names(),
                    HostNames.of(identity.address()),
                    Pem.signingRequest(request.getEncoded()));
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Takes over what the control plane issued, and keeps it.
     *
     * @throws Problem {@code INTERNAL} when it is not for this node's key and id, or cannot be kept
     */
    public void accept(NodeCertificate issued) {
        try {
            var chain = new ArrayList<X509Certificate>();
            chain.addAll(Pem.certificates(issued.certificate()));
            for (var authority : issued.authorities()) {
                chain.addAll(Pem.certificates(authority));
            }
            var fresh = credential(chain)
                    .orElseThrow(() -> new Problem(
                            ProblemCode.INTERNAL, "The certificate that was issued is not for this node and its key."));
            files.keep(chain);
            credential = fresh;
        } catch (IOException | GeneralSecurityException e) {
            throw new Problem(ProblemCode.INTERNAL, "The certificate cannot be kept: " + e.getMessage(), e);
        }
    }

    Optional<Credential> credential() {
        return Optional.ofNullable(credential);
    }

    /** The id of the token that this node joined with last; empty text before. */
    String enrolment() {
        return enrolment;
    }

    void enrolledWith(String token) throws IOException {
        files.enrolledWith(token);
        enrolment = token;
    }

    /** End of the present certificate; empty when there is none. */
    public Optional<Instant> expiresAt() {
        return credential().map(Credential::expiresAt);
    }
}
