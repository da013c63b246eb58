package dev.berth.node;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.relay.TestCertificate;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import javax.net.ssl.X509ExtendedTrustManager;

/** A node of a deployment that exists in this process alone: all its members know each other's certificates. */
public final class FakeNode implements NodeAuth {
    private static final Map<X509Certificate, NodeName> MEMBERS = new ConcurrentHashMap<>();

    private final NodeName name;
    private final TestCertificate certificate;

    public FakeNode(String zone, String... roles) {
        this(UUID.randomUUID(), zone, roles);
    }

    public FakeNode(UUID id, String zone, String... roles) {
        this.name = new NodeName(id, zone, Set.of(roles));
        this.certificate = TestCertificate.of("node-" + name.id());
        MEMBERS.put(certificate.certificate(), name);
    }

    public NodeName name() {
        return name;
    }

    public TestCertificate certificate() {
        return certificate;
    }

    @Override
    public String sign(String audience, String method, String path, byte[] body) {
        return name.id() + " " + digest(name.id(), audience, method, path, body);
    }

    @Override
    public NodeName verify(String header, String method, String path, byte[] body) {
        var parts = header.split(" ");
        return MEMBERS.values().stream()
                .filter(member -> member.id().toString().equals(parts[0]))
                .filter(member -> parts[1].equals(digest(member.id(), name.id().toString(), method, path, body))
                        || name.has(Role.WEB_APP) && parts[1].equals(digest(member.id(), CONTROL, method, path, body)))
                .findFirst()
                .orElseThrow(() -> new Problem(ProblemCode.UNAUTHENTICATED, "The signature does not hold."));
    }

    private static String digest(UUID caller, String audience, String method, String path, byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((caller + audience + method + path).getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest.digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public X509ExtendedTrustManager trust(Predicate<NodeName> accepted) {
        return new Members(accepted);
    }

    private static final class Members extends FakeTrust {
        private final Predicate<NodeName> accepted;

        Members(Predicate<NodeName> accepted) {
            this.accepted = accepted;
        }

        @Override
        protected void check(X509Certificate shown) throws CertificateException {
            var member = MEMBERS.get(shown);
            if (member == null || !accepted.test(member)) {
                throw new CertificateException("another node answers there");
            }
        }
    }
}
