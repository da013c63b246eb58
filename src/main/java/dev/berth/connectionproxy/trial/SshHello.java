package dev.berth.connectionproxy.trial;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** An SSH server names its version, perhaps after a few lines of its own. */
final class SshHello {
    private static final int LINES = 20;
    private static final int LONGEST = 512;

    private SshHello() {}

    /** @return what is there, in a sentence */
    static String read(InputStream in) throws IOException {
        for (int i = 0; i < LINES; i++) {
            var line = Banner.line(in, LONGEST);
            if (line.startsWith("SSH-2.0-") || line.startsWith("SSH-1.99-")) {
                return "An SSH server answers: " + Banner.shown(line) + ".";
            }
            if (line.startsWith("SSH-")) {
                throw new IOException("it speaks only the outdated SSH 1 (" + Banner.shown(line) + ")");
            }
            if (i == 0
                    && !Banner.instead(line.getBytes(StandardCharsets.ISO_8859_1))
                            .isEmpty()) {
                throw new IOException("it says " + Banner.shown(line));
            }
        }
        throw new IOException("it says many lines and never 'SSH-2.0'");
    }
}
