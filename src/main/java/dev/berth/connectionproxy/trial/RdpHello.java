package dev.berth.connectionproxy.trial;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An RDP server answers a connection request (X.224) with the security that it chooses, or why it has none of those
 * offered.
 *
 * @param chosen  a flag of {@link #TLS} and {@link #NLA}, or {@link #STANDARD}
 * @param refusal in a sentence; empty when the server agreed
 */
record RdpHello(int chosen, String refusal) {
    static final int STANDARD = 0;
    static final int TLS = 1;
    static final int NLA = 2;

    private static final int LONGEST = 512;

    /** What to offer for guacd's parameter {@code security}. */
    static int offer(String security) {
        return switch (security) {
            case "rdp" -> STANDARD;
            case "tls" -> TLS;
            case "nla", "nla-ext" -> NLA;
            default -> TLS | NLA;
        };
    }

    static RdpHello read(InputStream in, OutputStream out, int offered) throws IOException {
        var request = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
        request.put(new byte[] {3, 0, 0, 19, 14, (byte) 0xE0, 0, 0, 0, 0, 0, 1, 0, 8, 0})
                .putInt(offered);
        out.write(request.array());
        out.flush();
        var head = Banner.octets(in, 4);
        int length = (head[2] & 0xFF) << 8 | head[3] & 0xFF;
        if (head[0] != 3 || head[1] != 0 || length < 11 || length > LONGEST) {
            throw new IOException("it says " + Banner.shown(head) + Banner.instead(head));
        }
        var body = Banner.octets(in, length - 4);
        if (body[1] != (byte) 0xD0) {
            throw new IOException("it does not confirm the connection");
        }
        if (body.length < 15) {
            return chosen(STANDARD, offered);
        }
        int value = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).getInt(11);
        return switch (body[7]) {
            case 2 -> chosen(value, offered);
            case 3 -> new RdpHello(STANDARD, refusal(value));
            default -> throw new IOException("its answer is none of RDP");
        };
    }

    /** Who offers one way only wants no other; some servers answer with another all the same. */
    private static RdpHello chosen(int value, int offered) {
        boolean only = offered == TLS || offered == NLA;
        return new RdpHello(
                value, only && value != offered ? "It knows only: " + new RdpHello(value, "").agreed() + "." : "");
    }

    private static String refusal(int code) {
        return switch (code) {
            case 1 -> "It insists on TLS.";
            case 2 -> "It does not allow TLS.";
            case 3 -> "It has no certificate for TLS.";
            case 5 -> "It insists on network level authentication (NLA).";
            case 6 -> "It insists on TLS with a certificate of the user.";
            default -> "It refuses with code " + code + ".";
        };
    }

    /** In a sentence. */
    String agreed() {
        return switch (chosen) {
            case STANDARD -> "Standard RDP security, which protects little";
            case TLS -> "TLS";
            default -> "Network level authentication (NLA)";
        };
    }
}
