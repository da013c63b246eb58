package dev.berth.connectionproxy.instruction;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The instructions that somebody here looks at; all others only pass. */
public enum Opcode {
    ACK,
    ARGS,
    ARGV,
    AUDIO,
    BLOB,
    BODY,
    CLIPBOARD,
    DISCONNECT,
    END,
    ERROR,
    FILE,
    FILESYSTEM,
    GET,
    IMG,
    KEY,
    MOUSE,
    NOP,
    PIPE,
    PUT,
    READY,
    REQUIRED,
    SIZE,
    SYNC,
    TOUCH,
    UNDEFINE,
    VIDEO,
    /** Between the two ends of a tunnel, never for guacd: its opcode is empty. */
    INTERNAL,
    OTHER;

    private static final int BUCKETS = 128;
    private static final Opcode[][] TABLE = table();

    private final String text = name().equals("INTERNAL") ? "" : name().toLowerCase(Locale.ROOT);

    /** As it is written. */
    public String text() {
        return text;
    }

    private static Opcode[][] table() {
        var table = new Opcode[BUCKETS][];
        for (var opcode : values()) {
            if (opcode != OTHER) {
                var text = opcode.text;
                int bucket = text.isEmpty()
                        ? bucket(0, 0, 0)
                        : bucket(text.length(), text.charAt(0), text.charAt(text.length() - 1));
                var there = table[bucket];
                var here = there == null ? new Opcode[1] : Arrays.copyOf(there, there.length + 1);
                here[here.length - 1] = opcode;
                table[bucket] = here;
            }
        }
        return table;
    }

    private static int bucket(int length, int first, int last) {
        return (length * 31 + first * 7 + last) & (BUCKETS - 1);
    }

    static Opcode of(byte[] bytes, int from, int to) {
        int length = to - from;
        var candidates = TABLE[length == 0 ? bucket(0, 0, 0) : bucket(length, bytes[from], bytes[to - 1])];
        return candidates == null ? OTHER : among(candidates, bytes, from, length);
    }

    private static Opcode among(@Nullable Opcode[] candidates, byte[] bytes, int from, int length) {
        for (var opcode : candidates) {
            if (opcode != null && opcode.is(bytes, from, length)) {
                return opcode;
            }
        }
        return OTHER;
    }

    private boolean is(byte[] bytes, int from, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
