package dev.berth.node;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A key, certificate or request as text (RFC 7468). By the JDK alone: the reader of Bouncy Castle, which still reads what
 * is older, costs every start of every node 50 ms and 100 classes.
 *
 * @param type what the text says it is, such as {@code PRIVATE KEY}
 */
public record PemBlock(String type, byte[] content) {
    private static final int LINE = 64;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    /** All blocks of the text; what lies between them, blocks with headers and damaged ones are left out. */
    public static List<PemBlock> in(String text) {
        return BLOCK.matcher(text)
                .results()
                .flatMap(found -> decoded(found).stream())
                .toList();
    }

    private static Optional<PemBlock> decoded(MatchResult found) {
        try {
            return Optional.of(
                    new PemBlock(found.group(1), Base64.getMimeDecoder().decode(found.group(2))));
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    /** Ends with a line feed. */
    public String text() {
        var lines = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + type + "-----\n" + lines.encodeToString(content) + "\n-----END " + type + "-----\n";
    }
}
