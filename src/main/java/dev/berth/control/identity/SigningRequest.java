package dev.berth.control.identity;

import dev.berth.contract.NodeRequest;
import dev.berth.contract.NodeUri;
import dev.berth.contract.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.util.io.pem.PemReader;

/** A node's request, found to be by who holds the key in it. */
record SigningRequest(NodeUri node, PublicKey key, GeneralNames names) {
    private static final int LONGEST = 8192;
    private static final int MOST_NAMES = 64;
    private static final int KEY_BITS = 256;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,252}[A-Za-z0-9])?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]{2,45}");

    /** @throws Problem {@code INVALID} saying what is wrong */
    static SigningRequest of(NodeRequest request) {
        var node = new NodeUri(request.node().id(), request.zone(), request.roles());
        var key = key(request.signingRequest(), "CN=" + node.id());
        return new SigningRequest(node, key, names(request, node));
    }

    private static PublicKey key(String pem, String subject) {
        try (var reader = new PemReader(new StringReader(pem.substring(0, Math.min(pem.length(), LONGEST))))) {
            var found = reader.readPemObject();
            if (found == null) {
                throw wrong("it is not PKCS#10 in PEM form");
            }
            var request = new JcaPKCS10CertificationRequest(found.getContent());
            var key = request.getPublicKey();
            if (!(key instanceof ECPublicKey ec)
                    || ec.getParams().getCurve().getField().getFieldSize() != KEY_BITS) {
                throw wrong("its key is not of the kind EC P-256");
            }
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw wrong("it is not signed by the key in it");
            }
            if (!request.getSubject().toString().equals(subject)) {
                throw wrong("it is for another node");
            }
            return key;
        } catch (IOException
                | GeneralSecurityException
                | OperatorCreationException
                | PKCSException
                | RuntimeException malformed) {
            throw malformed instanceof Problem problem ? problem : wrong("it cannot be read");
        }
    }

    private static Problem wrong(String why) {
        return Problem.invalid("signingRequest", "The certificate signing request is refused: " + why + ".");
    }

    private static GeneralNames names(NodeRequest request, NodeUri node) {
        var names = new ArrayList<GeneralName>();
        names.add(new GeneralName(GeneralName.uniformResourceIdentifier, node.toString()));
        for (var name : request.names().stream().limit(MOST_NAMES).toList()) {
            if (ADDRESS.matcher(name).matches()) {
                address(name, names);
            } else if (HOST.matcher(name).matches()) {
                names.add(new GeneralName(GeneralName.dNSName, name));
            }
        }
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    private static void address(String text, ArrayList<GeneralName> names) {
        try {
            names.add(new GeneralName(GeneralName.iPAddress, text));
        } catch (IllegalArgumentException noAddress) {
            // a name that nobody can call is left out
        }
    }

    /** Tells keys apart. */
    String keyHash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
