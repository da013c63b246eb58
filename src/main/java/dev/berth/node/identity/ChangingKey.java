package dev.berth.node.identity;

import dev.berth.node.Tls;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** A server's key manager of one key, which changes. The alias tells which, so that key and chain belong together. */
abstract class ChangingKey extends X509ExtendedKeyManager {
    /** The alias of what this handshake is shown; null when it is of another type. */
    abstract @Nullable String choose(String type, @Nullable SSLEngine engine);

    abstract Tls.Pair named(String alias);

    @Override
    public final @Nullable String chooseEngineServerAlias(
            String type, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return choose(type, engine);
    }

    @Override
    public final @Nullable String chooseServerAlias(
            String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return choose(type, null);
    }

    @Override
    public final X509Certificate[] getCertificateChain(String alias) {
        return named(alias).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public final PrivateKey getPrivateKey(String alias) {
        return named(alias).key();
    }

    @Override
    public final String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
        var alias = choose(type, null);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public final String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public final @Nullable String chooseClientAlias(
            String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
