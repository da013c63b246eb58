package dev.berth.connectionproxy.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a machine says first: a bounded read, and a sentence that is fit to be shown. */
class HostileBannerTest {
    private static InputStream says(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Says one thing for ever, and counts how much of it was taken. */
    private static final class Endless extends InputStream {
        private final byte[] pattern;
        private long taken;

        Endless(String pattern) {
            this.pattern = pattern.getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public int read() {
            return pattern[(int) (taken++ % pattern.length)] & 0xFF;
        }
    }

    private static String refused(org.junit.jupiter.api.function.Executable call) {
        var sentence = String.valueOf(assertThrows(IOException.class, call).getMessage());
        assertTrue(sentence.length() < 200 && sentence.chars().allMatch(c -> c >= ' ' && c != 127), sentence);
        return sentence;
    }

    @Test
    void endlessOnesAreCutShort() throws IOException {
        for (var pattern : List.of("a", "line\n", "\u0000", "SSH-2.0", "\u001b[31m", "RFB 003.008\n")) {
            var ssh = new Endless(pattern);
            try {
                SshHello.read(ssh);
            } catch (IOException refused) {
                assertTrue(String.valueOf(refused.getMessage()).length() < 200);
            }
            assertTrue(ssh.taken <= 20 * 512, pattern + " " + ssh.taken);
            var vnc = new Endless(pattern);
            try {
                VncHello.read(vnc, new ByteArrayOutputStream());
            } catch (IOException refused) {
                assertTrue(String.valueOf(refused.getMessage()).length() < 200);
            }
            assertTrue(vnc.taken <= 1024, pattern + " " + vnc.taken);
            var rdp = new Endless(pattern);
            refused(() -> RdpHello.read(rdp, new ByteArrayOutputStream(), 3));
            assertTrue(rdp.taken <= 1024, pattern + " " + rdp.taken);
        }
    }

    @Test
    void noiseIsRefused() {
        var random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            var noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            refused(() -> SshHello.read(new ByteArrayInputStream(noise)));
            refused(() -> VncHello.read(new ByteArrayInputStream(noise), new ByteArrayOutputStream()));
            refused(() -> RdpHello.read(new ByteArrayInputStream(noise), new ByteArrayOutputStream(), 3));
        }
    }

    @Test
    void soundOnesAreUnderstood() throws IOException {
        assertTrue(SshHello.read(says("Welcome\r\nSSH-2.0-x\r\n")).contains("SSH-2.0-x"));
        assertTrue(refused(() -> SshHello.read(says("SSH-1.5-old\n"))).contains("outdated"));
        assertEquals(
                List.of(2, 16),
                VncHello.read(says("RFB 003.008\n\u0002\u0002\u0010"), new ByteArrayOutputStream())
                        .security());
        assertEquals(
                List.of(2),
                VncHello.read(says("RFB 003.003\n\u0000\u0000\u0000\u0002"), new ByteArrayOutputStream())
                        .security());
        assertTrue(refused(() -> VncHello.read(
                        says("RFB 003.008\n\u0000\u0000\u0000\u0000\u0005nope!"), new ByteArrayOutputStream()))
                .contains("'nope!'"));
        assertTrue(refused(() -> VncHello.read(
                        says("RFB 003.008\n\u0000\u007f\u00ff\u00ff\u00ffnope!"), new ByteArrayOutputStream()))
                .contains("only"));
        assertEquals(
                RdpHello.NLA,
                RdpHello.read(rdp(2, 2), new ByteArrayOutputStream(), 3).chosen());
        assertEquals(
                "It insists on network level authentication (NLA).",
                RdpHello.read(rdp(3, 5), new ByteArrayOutputStream(), 1).refusal());
    }

    private static InputStream rdp(int type, int value) {
        return new ByteArrayInputStream(
                new byte[] {3, 0, 0, 19, 14, (byte) 0xD0, 0, 0, 0, 0, 0, (byte) type, 0, 8, 0, (byte) value, 0, 0, 0});
    }
}
