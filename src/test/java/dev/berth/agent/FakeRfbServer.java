package dev.berth.agent;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** A VNC server up to the end of its security handshake, which checks the answer to its challenge; then it echoes. */
final class FakeRfbServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String banner;
    private final int type;
    private final String password;
    final CompletableFuture<Socket> signedIn = new CompletableFuture<>();

    FakeRfbServer(String banner, int type, String password) throws IOException {
        this.banner = banner;
        this.type = type;
        this.password = password;
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                Thread.startVirtualThread(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            var out = new DataOutputStream(socket.getOutputStream());
            out.write(banner.getBytes(StandardCharsets.US_ASCII));
            var version = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
            if (version.equals("RFB 003.003\n")) {
                out.writeInt(type);
            } else {
                out.write(new byte[] {3, 16, (byte) type, 30});
                require(in.readByte() == type, "a type that was not offered");
            }
            var good = type != 2 || challenge(in, out);
            if (type == 2 || version.equals("RFB 003.008\n")) {
                out.writeInt(good ? 0 : 1);
            }
            require(good, "wrong password");
            signedIn.complete(socket);
            in.transferTo(out);
        } catch (IOException | GeneralSecurityException e) {
            signedIn.completeExceptionally(e);
        }
    }

    private boolean challenge(DataInputStream in, DataOutputStream out) throws IOException, GeneralSecurityException {
        var challenge = new byte[16];
        new java.security.SecureRandom().nextBytes(challenge);
        out.write(challenge);
        var key = Arrays.copyOf(password.getBytes(StandardCharsets.US_ASCII), 8);
        for (var i = 0; i < 8; i++) {
            var reversed = 0;
            for (var bit = 0; bit < 8; bit++) {
                reversed |= (key[i] >> bit & 1) << (7 - bit);
            }
            key[i] = (byte) reversed;
        }
        var des = Cipher.getInstance("DES/ECB/NoPadding");
        des.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "DES"));
        return Arrays.equals(challenge, des.doFinal(in.readNBytes(16)));
    }

    private static void require(boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new IOException(otherwise);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
