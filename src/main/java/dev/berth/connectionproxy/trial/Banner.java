package dev.berth.connectionproxy.trial;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a machine says first, read with bounds and made fit for a sentence. */
final class Banner {
    private Banner() {}

    /** Exactly so many octets. */
    static byte[] octets(InputStream in, int count) throws IOException {
        var octets = in.readNBytes(count);
        if (octets.length < count) {
            throw new EOFException(octets.length == 0 ? "it says nothing" : "it says only " + shown(octets));
        }
        return octets;
    }

    /** Up to and without a line feed; a longer one is an error. */
    static String line(InputStream in, int most) throws IOException {
        var line = new byte[most];
        for (int i = 0; i < most; i++) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException(
                        i == 0 ? "it says nothing" : "it says only " + shown(java.util.Arrays.copyOf(line, i)));
            }
            if (next == '\n') {
                return new String(line, 0, i, StandardCharsets.ISO_8859_1).stripTrailing();
            }
            line[i] = (byte) next;
        }
        throw new IOException("it says " + shown(line) + " without an end");
    }

    /** In quotes, printable and short. */
    static String shown(byte[] octets) {
        return shown(new String(octets, StandardCharsets.ISO_8859_1));
    }

    static String shown(String text) {
        var plain = text.replaceAll("[^ -~]+", ".").strip();
        return "'" + (plain.length() > 60 ? plain.substring(0, 60) + "…" : plain) + "'";
    }

    /** Who seems to be there instead, as the end of a sentence; empty when that is anybody's guess. */
    static String instead(byte[] first) {
        var text = new String(first, StandardCharsets.ISO_8859_1);
        if (text.startsWith("SSH-")) {
            return " An SSH server answers there.";
        }
        if (text.startsWith("RFB ")) {
            return " A VNC server answers there.";
        }
        if (text.startsWith("HTTP/")) {
            return " A web server answers there.";
        }
        return first.length > 2 && first[0] == 3 && first[1] == 0 ? " An RDP server answers there." : "";
    }
}
