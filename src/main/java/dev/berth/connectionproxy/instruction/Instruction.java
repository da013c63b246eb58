package dev.berth.connectionproxy.instruction;

import java.nio.charset.StandardCharsets;

/**
 * A whole instruction where it lies in a buffer. One object serves for all that a reader finds, so what is kept longer
 * has to be copied out.
 */
public final class Instruction {
    /** As many as guacd itself accepts. */
    public static final int MOST_ELEMENTS = 128;

    private static final int MOST_DIGITS = 9;

    private final int[] starts = new int[MOST_ELEMENTS];
    private final int[] ends = new int[MOST_ELEMENTS];
    private byte[] bytes = {};
    private int from;
    private int to;
    private int count;
    private Opcode opcode = Opcode.OTHER;

    void clear() {
        count = 0;
    }

    /** Offsets count from the beginning of the instruction, since the buffer may move before it is whole. */
    void element(int start, int end) throws Malformed {
        if (count == MOST_ELEMENTS) {
            throw new Malformed("An instruction has more than " + MOST_ELEMENTS + " elements.");
        }
        starts[count] = start;
        ends[count++] = end;
    }

    void whole(byte[] buffer, int begin, int end) {
        bytes = buffer;
        from = begin;
        to = end;
        opcode = Opcode.of(buffer, begin + starts[0], begin + ends[0]);
    }

    public Opcode opcode() {
        return opcode;
    }

    /** Elements after the opcode. */
    public int arguments() {
        return count - 1;
    }

    /** An argument, counted from 0; empty when there is none. */
    public String text(int argument) {
        int i = argument + 1;
        return i < count ? new String(bytes, from + starts[i], ends[i] - starts[i], StandardCharsets.UTF_8) : "";
    }

    /** An argument that is a plain decimal number; -1 when it is not there or something else. */
    public int number(int argument) {
        int i = argument + 1;
        if (i >= count || ends[i] == starts[i] || ends[i] - starts[i] > MOST_DIGITS) {
            return -1;
        }
        int number = 0;
        for (int at = from + starts[i]; at < from + ends[i]; at++) {
            if (bytes[at] < '0' || bytes[at] > '9') {
                return -1;
            }
            number = number * 10 + bytes[at] - '0';
        }
        return number;
    }

    /** Bytes of an argument; 0 when there is none. */
    public int length(int argument) {
        int i = argument + 1;
        return i < count ? ends[i] - starts[i] : 0;
    }

    /** The buffer that it lies in. */
    public byte[] buffer() {
        return bytes;
    }

    /** Where it begins there. */
    public int offset() {
        return from;
    }

    /** All its bytes, the last semicolon included. */
    public int length() {
        return to - from;
    }

    /** Copied out, with another value of one argument. */
    public byte[] with(int argument, int value) {
        var elements = new String[count];
        for (int i = 0; i < count; i++) {
            elements[i] = i == argument + 1
                    ? String.valueOf(value)
                    : new String(bytes, from + starts[i], ends[i] - starts[i], StandardCharsets.UTF_8);
        }
        return Instructions.of(elements);
    }

    /** Copied out. */
    public byte[] copy() {
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }
}
