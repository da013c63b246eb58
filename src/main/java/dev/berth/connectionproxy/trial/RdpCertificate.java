package dev.berth.connectionproxy.trial;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The certificate that an RDP server shows. It is looked at here to be able to say what is wrong with it; guacd
 * decides by itself.
 *
 * @param fingerprint as in the setting that pins it
 * @param doubt       why it may not be trusted; empty when an authority known here vouches for it
 */
record RdpCertificate(String fingerprint, String doubt) {
    /** Empty when the server's TLS is too old, or too odd, for us. */
    static Optional<RdpCertificate> of(Socket socket) {
        var seen = new Seen();
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {seen}, null);
            var tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), false);
            tls.startHandshake();
        } catch (IOException | GeneralSecurityException broken) {
            // what it has shown by then is enough
        }
        return Optional.ofNullable(seen.chain).map(RdpCertificate::of);
    }

    private static RdpCertificate of(X509Certificate[] chain) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
            return new RdpCertificate("sha256:" + HexFormat.ofDelimiter(":").formatHex(hash), doubt(chain));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String doubt(X509Certificate[] chain) throws GeneralSecurityException {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            ((X509TrustManager) factory.getTrustManagers()[0]).checkServerTrusted(chain, "UNKNOWN");
            return "";
        } catch (CertificateException untrusted) {
            return chain[0].getSubjectX500Principal().equals(chain[0].getIssuerX500Principal())
                    ? "the machine made it itself"
                    : "no authority known here vouches for it";
        }
    }

    /** @param pins guacd's list, separated by commas */
    boolean isPinned(String pins) {
        return Arrays.stream(pins.split(",")).anyMatch(pin -> plain(pin).equals(plain(fingerprint)));
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceFirst("^\\s*sha-?256:", "").replaceAll("[^0-9a-f]", "");
    }

    private static final class Seen extends X509ExtendedTrustManager {
        private X509Certificate @org.jspecify.annotations.Nullable [] chain;

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String type, Socket socket) {
            chain = shown;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String type, SSLEngine engine) {
            chain = shown;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String type) {
            chain = shown;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
