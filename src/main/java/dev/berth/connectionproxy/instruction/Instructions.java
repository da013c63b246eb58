package dev.berth.connectionproxy.instruction;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes instructions. */
public final class Instructions {
    private Instructions() {}

    /** @param elements the opcode first */
    public static byte[] of(String... elements) {
        return of(List.of(elements));
    }

    /** @param elements the opcode first; half of a surrogate pair becomes a question mark */
    public static byte[] of(List<String> elements) {
        var out = new ByteArrayOutputStream(64);
        for (int i = 0; i < elements.size(); i++) {
            var element = elements.get(i);
            // lengths count what a decoder sees as characters, not bytes nor halves of surrogate pairs
            out.writeBytes(ascii((i == 0 ? "" : ",") + element.codePointCount(0, element.length()) + "."));
            out.writeBytes(element.getBytes(StandardCharsets.UTF_8));
        }
        out.write(';');
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
