package dev.berth.agent;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Asks in the stream's own protocol. */
@Singleton
final class ProtocolProbe implements StreamProbe {
    private static final int CONNECT_MILLIS = 250;
    private static final int ANSWER_MILLIS = 1_000;
    private static final String HTTP = "HTTP/1.";

    /** Looked up late: who knows the targets needs this probe. */
    private final Supplier<ContainerTargets> targets;

    @Inject
    ProtocolProbe(Instance<ContainerTargets> targets) {
        this(targets::get);
    }

    ProtocolProbe(Supplier<ContainerTargets> targets) {
        this.targets = targets;
    }

    /** True once the stream's own protocol answers. A certificate that is seen for the first time is pinned. */
    @Override
    public boolean ready(ContainerTarget target) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(target.host(), target.port()), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            return switch (target.protocol()) {
                case VNC -> RfbVersion.isBanner(socket.getInputStream().readNBytes(RfbVersion.BANNER_BYTES));
                case HTTP -> answersHttp(socket, target, "");
                case KASMVNC -> answersHttps(socket, target);
                case GUACAMOLE -> throw new IllegalStateException("no container speaks it");
            };
        } catch (IOException | GeneralSecurityException notYet) {
            return false;
        }
    }

    private boolean answersHttps(Socket socket, ContainerTarget target) throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(
                null,
                new TrustManager[] {new PinnedCertificate(target.sessionId(), targets.get())},
                new SecureRandom());
        try (var tls = context.getSocketFactory().createSocket(socket, target.host(), target.port(), true)) {
            return answersHttp(tls, target, "Authorization: " + ContainerDelivery.basic(target) + "\r\n");
        }
    }

    private static boolean answersHttp(Socket socket, ContainerTarget target, String header) throws IOException {
        var request = "GET / HTTP/1.1\r\nHost: " + target.host() + ":" + target.port() + "\r\n" + header
                + "Connection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        var start = socket.getInputStream().readNBytes(HTTP.length());
        return new String(start, StandardCharsets.US_ASCII).equals(HTTP);
    }
}
