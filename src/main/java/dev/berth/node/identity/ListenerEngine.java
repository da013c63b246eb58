package dev.berth.node.identity;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/** TLS that an ACME server may ask on as well: besides HTTP it agrees to the protocol of TLS-ALPN-01 (RFC 8737). */
final class AcmeEngine extends JdkSSLEngineOptions {
    static final String PROTOCOL = "acme-tls/1";

    private static final List<String> PROTOCOLS = List.of("http/1.1", PROTOCOL);

    @Override
    public AcmeEngine copy() {
        return new AcmeEngine();
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return new Negotiating();
    }

    /** The listener itself speaks HTTP/1.1 and nothing else, and would switch the negotiation off. */
    private static final class Negotiating implements SslContextFactory {
        private final SslContextFactory usual = new DefaultSslContextFactory(SslProvider.JDK, false);

        @Override
        public SslContextFactory keyMananagerFactory(KeyManagerFactory keys) {
            usual.keyMananagerFactory(keys);
            return this;
        }

        @Override
        public SslContextFactory trustManagerFactory(TrustManagerFactory trust) {
            usual.trustManagerFactory(trust);
            return this;
        }

        @Override
        public SslContextFactory enabledCipherSuites(Set<String> suites) {
            usual.enabledCipherSuites(suites);
            return this;
        }

        @Override
        public SslContext create() throws SSLException {
            return usual.useAlpn(true)
                    .applicationProtocols(PROTOCOLS)
                    .forClient(false)
                    .create();
        }
    }
}
