package dev.berth.node.identity;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS of the JDK as the listeners speak it. The usual way there has Netty read a private key of its own first, by all of
 * Bouncy Castle: 0.4 s of a processor and some megabytes in each process, when the first connection comes.
 */
final class ListenerEngine extends JdkSSLEngineOptions {
    /** What an ACME server asks for (TLS-ALPN-01, RFC 8737). */
    static final String ACME = "acme-tls/1";

    private final List<String> protocols;

    private ListenerEngine(List<String> protocols) {
        this.protocols = protocols;
    }

    /** Speaks HTTP/1.1, and negotiates nothing. */
    static ListenerEngine plain() {
        return new ListenerEngine(List.of());
    }

    /** Agrees to what an ACME server asks for as well. */
    static ListenerEngine acme() {
        return new ListenerEngine(List.of("http/1.1", ACME));
    }

    @Override
    public ListenerEngine copy() {
        return new ListenerEngine(protocols);
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return new Contexts(protocols);
    }

    /** The listener itself speaks HTTP/1.1 and nothing else: what it says of negotiation is passed over. */
    private static final class Contexts implements SslContextFactory {
        private final List<String> protocols;
        private KeyManager @Nullable [] keys;
        private TrustManager @Nullable [] trusts;
        private @Nullable Set<String> suites;

        Contexts(List<String> protocols) {
            this.protocols = protocols;
        }

        @Override
        public SslContextFactory keyMananagerFactory(KeyManagerFactory factory) {
            keys = factory.getKeyManagers();
            return this;
        }

        @Override
        public SslContextFactory trustManagerFactory(TrustManagerFactory factory) {
            trusts = factory.getTrustManagers();
            return this;
        }

        @Override
        public SslContextFactory enabledCipherSuites(Set<String> enabled) {
            suites = enabled.isEmpty() ? null : enabled;
            return this;
        }

        @Override
        public SslContext create() throws SSLException {
            try {
                var context = SSLContext.getInstance("TLS");
                context.init(keys, trusts, null);
                return new JdkSslContext(
                        context,
                        false,
                        suites,
                        IdentityCipherSuiteFilter.INSTANCE,
                        negotiation(),
                        ClientAuth.NONE,
                        null,
                        false);
            } catch (GeneralSecurityException e) {
                throw new SSLException("TLS cannot be set up", e);
            }
        }

        private ApplicationProtocolConfig negotiation() {
            return protocols.isEmpty()
                    ? ApplicationProtocolConfig.DISABLED
                    : new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            protocols);
        }
    }
}
