package dev.berth.control.server;

import dev.berth.contract.RemoteProtocol;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All that guacd is to be told about a server: what administrators set, how to sign in, what to believe. */
@Singleton
public class Instructions {
    private final Credentials credentials;
    private final Texts texts;

    Instructions(Credentials credentials, Texts texts) {
        this.credentials = credentials;
        this.texts = texts;
    }

    /** A user's own name and password. */
    public record SignIn(String userName, String password) {
        @Override
        public String toString() {
            return "SignIn[" + userName + "]";
        }
    }

    /** @param own for servers whose users sign in with what they typed for Berth */
    public Map<String, String> of(Server server, Optional<SignIn> own) {
        var all = new TreeMap<>(texts.parameters(server));
        switch (server.credentialMode) {
            case STATIC -> {
                name(all, server, server.userName);
                credentials.password(server).ifPresent(password -> all.put("password", password));
                key(all, server);
            }
            case PROMPT -> name(all, server, server.userName);
            case SIGN_IN ->
                own.ifPresent(signIn -> {
                    name(all, server, signIn.userName());
                    all.put("password", signIn.password());
                });
        }
        files(all, server);
        trust(all, server);
        return all;
    }

    private static void name(Map<String, String> all, Server server, String userName) {
        if (!userName.isEmpty()) {
            all.put("username", userName);
        }
        if (server.protocol == RemoteProtocol.RDP && !server.domain.isEmpty()) {
            all.put("domain", server.domain);
        }
    }

    private void key(Map<String, String> all, Server server) {
        if (server.protocol == RemoteProtocol.SSH) {
            credentials.privateKey(server).ifPresent(key -> {
                all.put("private-key", key);
                credentials.passphrase(server).ifPresent(phrase -> all.put("passphrase", phrase));
            });
        }
    }

    /** VNC itself carries no files: SFTP to the same host does, with the key if there is one, else the same password. */
    private void files(Map<String, String> all, Server server) {
        if (server.protocol != RemoteProtocol.VNC || !all.containsKey("sftp-username")) {
            return;
        }
        all.put("enable-sftp", "true");
        var key = credentials.privateKey(server);
        if (key.isPresent()) {
            all.put("sftp-private-key", key.get());
            credentials.passphrase(server).ifPresent(phrase -> all.put("sftp-passphrase", phrase));
        } else if (all.get("password") != null) {
            all.put("sftp-password", all.get("password"));
        }
    }

    private static void trust(Map<String, String> all, Server server) {
        switch (server.protocol) {
            case RDP -> {
                all.put("security", server.security.wireName());
                all.put("ignore-cert", String.valueOf(server.certificate == CertificateTrust.ACCEPT));
                if (server.certificate == CertificateTrust.PIN) {
                    all.put("cert-fingerprints", server.pinnedCertificate);
                }
            }
            case SSH -> {
                if (server.certificate == CertificateTrust.PIN) {
                    all.put("host-key", server.pinnedCertificate);
                }
            }
            case VNC -> {}
        }
    }
}
