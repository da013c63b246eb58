package dev.berth.control.server;

import dev.berth.contract.RemoteProtocol;
import dev.berth.control.node.NodeLabels;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An existing machine that people may work on. Not to be confused with the hosts that Berth itself runs on: those are nodes. */
@Entity
public class Server {
    @Id
    public UUID id;

    public String name;
    public String description;

    @Enumerated(EnumType.STRING)
    public RemoteProtocol protocol;

    public String host;
    /** Null for the protocol's own. */
    public @Nullable Integer port;
    /** Whose connection proxies can reach it. */
    public String zone;

    @Enumerated(EnumType.STRING)
    public CredentialMode credentialMode;

    public String userName;
    public String domain;
    byte @Nullable [] password;
    byte @Nullable [] privateKey;
    byte @Nullable [] passphrase;

    @Enumerated(EnumType.STRING)
    public RdpSecurity security;

    @Enumerated(EnumType.STRING)
    public CertificateTrust certificate;

    public String pinnedCertificate;
    /** A JSON object of texts. */
    String parameters;

    public @Nullable Integer maxSessions;
    public @Nullable Integer maxUsers;
    /** A line each. */
    String labels;

    public boolean enabled;
    public Instant createdAt;
    public Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    Server() {}

    public boolean hasPassword() {
        return password != null;
    }

    public boolean hasPrivateKey() {
        return privateKey != null;
    }

    public boolean hasPassphrase() {
        return passphrase != null;
    }

    public int effectivePort() {
        return port == null ? protocol.defaultPort() : port;
    }

    public Map<String, String> labels() {
        return NodeLabels.map(labels.isEmpty() ? List.of() : List.of(labels.split("\n")));
    }
}
