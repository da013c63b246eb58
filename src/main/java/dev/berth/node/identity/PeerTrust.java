package dev.berth.node.identity;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes a server by what it is, when the deployment's own authority says so, and otherwise by its host name as
 * every client does. Which host name was called does not matter for the first: a node is who its certificate says.
 */
final class PeerTrust extends X509ExtendedTrustManager {
    private static final String BY_NAME = "HTTPS";

    /** Whether a chain is of this deployment, and if so, acceptable. */
    @FunctionalInterface
    interface Own {
        /**
         * @return false when the deployment's authorities have nothing to do with the chain
         * @throws CertificateException when they do, and the peer is not to be believed
         */
        boolean accepts(X509Certificate[] chain) throws CertificateException;
    }

    private final Own own;
    private final X509ExtendedTrustManager publicly;

    PeerTrust(Own own, X509ExtendedTrustManager publicly) {
        this.own = own;
        this.publicly = publicly;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        if (own.accepts(chain)) {
            return;
        }
        // whoever made the engine may have forgotten the host name; without it any public certificate would do
        requireHost(engine.getPeerHost());
        var parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(BY_NAME);
        engine.setSSLParameters(parameters);
        publicly.checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        if (own.accepts(chain)) {
            return;
        }
        if (!(socket instanceof SSLSocket tls)) {
            throw new CertificateException("the host name cannot be verified");
        }
        var parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(BY_NAME);
        tls.setSSLParameters(parameters);
        publicly.checkServerTrusted(chain, type, socket);
    }

    private static void requireHost(String host) throws CertificateException {
        if (host == null || host.isEmpty()) {
            throw new CertificateException("the host name cannot be verified");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        if (!own.accepts(chain)) {
            throw new CertificateException("the host name cannot be verified");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        if (!own.accepts(chain)) {
            throw new CertificateException("the client is no node of this deployment");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
