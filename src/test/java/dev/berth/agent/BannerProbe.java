package dev.berth.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Ready once something says it is an RFB server. */
final class BannerProbe implements StreamProbe {
    private static final int MILLIS = 5_000;

    @Override
    public boolean ready(ContainerTarget target) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(target.host(), target.port()), MILLIS);
            socket.setSoTimeout(MILLIS);
            return new String(socket.getInputStream().readNBytes(4), java.nio.charset.StandardCharsets.US_ASCII)
                    .equals("RFB ");
        } catch (IOException notYet) {
            return false;
        }
    }
}
