package dev.berth.control.server;

import dev.berth.contract.RemoteProtocol;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator fills in.
 *
 * @param port       null for the protocol's own
 * @param parameters more for guacd, by its own names
 */
public record ServerForm(
        String name,
        String description,
        RemoteProtocol protocol,
        String host,
        @Nullable Integer port,
        String zone,
        Credentials credentials,
        Security security,
        Map<String, String> parameters,
        @Nullable Integer maxSessions,
        @Nullable Integer maxUsers,
        Map<String, String> labels,
        boolean enabled) {
    /** Of the three secrets, null keeps the stored one and empty removes it. */
    public record Credentials(
            CredentialMode mode,
            String userName,
            String domain,
            @Nullable String password,
            @Nullable String privateKey,
            @Nullable String passphrase) {
        @Override
        public String toString() {
            return "Credentials[" + mode.wireName() + "]";
        }
    }

    /** @param pinned the certificate's fingerprint, or the host key of SSH */
    public record Security(RdpSecurity mode, CertificateTrust certificate, String pinned) {}

    @Override
    public String toString() {
        return "ServerForm[" + name + ", " + protocol.wireName() + " " + host + "]";
    }
}
