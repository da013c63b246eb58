package dev.berth.webapp.api;

import dev.berth.contract.Problem;
import dev.berth.contract.RemoteProtocol;
import dev.berth.control.server.CertificateTrust;
import dev.berth.control.server.CredentialMode;
import dev.berth.control.server.RdpSecurity;
import dev.berth.control.server.ServerForm;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A server as an administrator sends it; what is left out gets its default.
 *
 * @param id of the stored server whose secrets a test uses
 */
public record ServerBody(
        @Nullable UUID id,
        @Nullable String name,
        @Nullable String description,
        @Nullable String protocol,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String zone,
        @Nullable String credentialMode,
        @Nullable String userName,
        @Nullable String domain,
        @Nullable String password,
        @Nullable String privateKey,
        @Nullable String passphrase,
        @Nullable String security,
        @Nullable String certificate,
        @Nullable String pinnedCertificate,
        @Nullable Map<String, @Nullable String> parameters,
        @Nullable Integer maxSessions,
        @Nullable Integer maxUsers,
        @Nullable Map<String, @Nullable String> labels,
        @Nullable Boolean enabled) {
    ServerForm form() {
        var speaks = RemoteProtocol.parse(text(protocol));
        return new ServerForm(
                text(name),
                text(description),
                speaks,
                text(host).strip(),
                port,
                Optional.ofNullable(zone).orElse("default"),
                new ServerForm.Credentials(
                        CredentialMode.parse(Optional.ofNullable(credentialMode).orElse("prompt")),
                        text(userName),
                        text(domain),
                        password,
                        privateKey,
                        passphrase),
                new ServerForm.Security(
                        RdpSecurity.parse(Optional.ofNullable(security).orElse("any")),
                        trust(speaks),
                        text(pinnedCertificate).strip()),
                texts("parameters", parameters),
                maxSessions,
                maxUsers,
                texts("labels", labels),
                !Boolean.FALSE.equals(enabled));
    }

    /** Only RDP has certificates that somebody may have certified. */
    private CertificateTrust trust(RemoteProtocol speaks) {
        var given = CertificateTrust.parse(
                Optional.ofNullable(certificate).orElse(speaks == RemoteProtocol.RDP ? "refuse" : "accept"));
        return speaks == RemoteProtocol.VNC ? CertificateTrust.ACCEPT : given;
    }

    private static Map<String, String> texts(String field, @Nullable Map<String, @Nullable String> given) {
        var texts = new TreeMap<String, String>();
        if (given != null) {
            given.forEach((name, value) -> {
                if (value == null) {
                    throw Problem.invalid(field, name + " has no value.");
                }
                texts.put(name, value);
            });
        }
        return texts;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    @Override
    public String toString() {
        return "ServerBody[" + name + "]";
    }
}
