package dev.berth.control.identity;

import dev.berth.contract.NodeCertificate;
import dev.berth.contract.NodeRequest;
import java.io.StringWriter;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/** The authority of a deployment, without its database. */
public final class TestDeployment {
    private final Authority authority = Authority.make(Instant.now());

    public NodeCertificate issue(NodeRequest request) {
        return issue(request, Instant.now(), Duration.ofDays(30));
    }

    public NodeCertificate issue(NodeRequest request, Instant now, Duration lifetime) {
        var checked = SigningRequest.of(request);
        var certificate = authority.issue(checked.key(), checked.node(), checked.names(), now, lifetime);
        return new NodeCertificate(pem(certificate), List.of(pem(authority.certificate())), Instant.now());
    }

    public static String pem(X509Certificate certificate) {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(certificate);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }
}
