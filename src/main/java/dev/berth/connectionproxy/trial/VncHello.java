package dev.berth.connectionproxy.trial;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A VNC server says its version, then how one may sign in.
 *
 * @param version  as it says
 * @param security numbers of RFC 6143 and its registry; 1 wants nothing
 */
record VncHello(String version, List<Integer> security) {
    private static final int NONE = 1;
    private static final int PASSWORD = 2;
    private static final int LONGEST_REASON = 512;

    static VncHello read(InputStream in, OutputStream out) throws IOException {
        var banner = new String(Banner.octets(in, 12), StandardCharsets.ISO_8859_1);
        if (!banner.matches("RFB [0-9]{3}\\.[0-9]{3}\n")) {
            throw new IOException("it says " + Banner.shown(banner));
        }
        boolean old = banner.compareTo("RFB 003.007\n") < 0;
        out.write((old ? "RFB 003.003\n" : "RFB 003.008\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return new VncHello(banner.strip(), old ? one(in) : several(in));
    }

    private static List<Integer> one(InputStream in) throws IOException {
        int type = number(in);
        if (type == 0) {
            throw new IOException("it refuses: " + reason(in));
        }
        return List.of(type);
    }

    private static List<Integer> several(InputStream in) throws IOException {
        int count = Banner.octets(in, 1)[0] & 0xFF;
        if (count == 0) {
            throw new IOException("it refuses: " + reason(in));
        }
        var types = new ArrayList<Integer>();
        for (byte type : Banner.octets(in, count)) {
            types.add(type & 0xFF);
        }
        return List.copyOf(types);
    }

    private static String reason(InputStream in) throws IOException {
        int length = number(in);
        return Banner.shown(Banner.octets(in, Math.clamp(length, 0, LONGEST_REASON)));
    }

    private static int number(InputStream in) throws IOException {
        var octets = Banner.octets(in, 4);
        return (octets[0] & 0xFF) << 24 | (octets[1] & 0xFF) << 16 | (octets[2] & 0xFF) << 8 | octets[3] & 0xFF;
    }

    boolean wantsNothing() {
        return security.contains(NONE);
    }

    /** In a sentence. */
    String wants() {
        if (wantsNothing()) {
            return "The machine lets everybody in without a password.";
        }
        return security.contains(PASSWORD)
                ? "The machine wants a VNC password."
                : "The machine wants a way to sign in that not every guacd has: "
                        + security.stream().map(VncHello::name).toList() + ".";
    }

    private static String name(int type) {
        return switch (type) {
            case 5, 6, 13, 129, 133 -> "RealVNC " + type;
            case 16 -> "Tight";
            case 18 -> "TLS";
            case 19 -> "VeNCrypt";
            case 20 -> "SASL";
            case 30, 33, 35, 36 -> "Apple " + type;
            case 113, 117 -> "UltraVNC " + type;
            default -> "type " + type;
        };
    }
}
