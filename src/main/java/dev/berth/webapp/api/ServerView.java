package dev.berth.webapp.api;

import dev.berth.control.server.Server;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What administrators see of a server. Its secrets are never shown. */
public record ServerView(
        UUID id,
        String name,
        String description,
        String protocol,
        String host,
        @Nullable Integer port,
        String zone,
        String credentialMode,
        String userName,
        String domain,
        boolean passwordSet,
        boolean privateKeySet,
        boolean passphraseSet,
        String security,
        String certificate,
        String pinnedCertificate,
        Map<String, String> parameters,
        @Nullable Integer maxSessions,
        @Nullable Integer maxUsers,
        Map<String, String> labels,
        boolean enabled,
        long sessions,
        Instant createdAt,
        Instant updatedAt) {
    static ServerView of(Server s, Map<String, String> parameters, long sessions) {
        return new ServerView(
                s.id,
                s.name,
                s.description,
                s.protocol.wireName(),
                s.host,
                s.port,
                s.zone,
                s.credentialMode.wireName(),
                s.userName,
                s.domain,
                s.hasPassword(),
                s.hasPrivateKey(),
                s.hasPassphrase(),
                s.security.wireName(),
                s.certificate.wireName(),
                s.pinnedCertificate,
                parameters,
                s.maxSessions,
                s.maxUsers,
                s.labels(),
                s.enabled,
                sessions,
                s.createdAt,
                s.updatedAt);
    }
}
