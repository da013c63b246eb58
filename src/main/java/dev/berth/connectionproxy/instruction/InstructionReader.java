package dev.berth.connectionproxy.instruction;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Finds instructions in a stream of bytes, each of which it looks at once, however it is cut up. Lengths count
 * characters. It never keeps more than the longest instruction and one read.
 */
public final class InstructionReader {
    /** What becomes of bytes that are no characters. */
    public enum Broken {
        /** They end the conversation. */
        REFUSED,
        /** They become characters: whatever a machine prints, its session goes on. */
        REPLACED
    }

    private static final int FIRST_BUFFER = 8 * 1024;
    private static final int MOST_DIGITS = 7;
    private static final int LONGEST_CHARACTER = 4;

    private final int longest;
    private final Broken broken;
    private byte[] buffer;
    /** Where the instruction begins that is being read, how far it was looked at, and how far bytes are there. */
    private int from;

    private int at;
    private int limit;
    private boolean inElement;
    private boolean finished = true;
    private int digits;
    private int left;
    private int elementStart;

    /** @param longest instruction, in bytes */
    public InstructionReader(int longest, Broken broken) {
        this.longest = longest;
        this.broken = broken;
        this.buffer = new byte[Math.min(FIRST_BUFFER, longest + LONGEST_CHARACTER)];
    }

    /** Reads once what there is, up to the room that is left. @return -1 at the end of the stream */
    public int read(InputStream in) throws IOException {
        makeRoom();
        int count = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(0, count);
        return count;
    }

    /** Goes on with other bytes, which it takes over. What went before must have been whole. */
    public void over(byte[] message) {
        buffer = message;
        from = 0;
        at = 0;
        limit = message.length;
    }

    /** Takes what there is room for. @return how many bytes that were */
    public int read(ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            return 0;
        }
        makeRoom();
        int count = Math.min(bytes.remaining(), buffer.length - limit);
        bytes.get(buffer, limit, count);
        limit += count;
        return count;
    }

    /** True between instructions. */
    public boolean isEmpty() {
        return from == limit;
    }

    private void makeRoom() {
        if (from == limit) {
            from = 0;
            at = 0;
            limit = 0;
        } else if (from > 0 && buffer.length - limit < buffer.length / 2) {
            System.arraycopy(buffer, from, buffer, 0, limit - from);
            at -= from;
            limit -= from;
            from = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, longest + LONGEST_CHARACTER));
        }
    }

    /**
     * The next whole instruction; it stays where it is until more is read.
     *
     * @param into the same one until the instruction is whole
     * @return false when more bytes are needed
     */
    public boolean next(Instruction into) throws Malformed {
        if (finished) {
            into.clear();
            finished = false;
            inElement = false;
            digits = 0;
            left = 0;
        }
        while (at < limit) {
            boolean more = true;
            if (!inElement) {
                length();
            } else if (left > 0) {
                more = characters();
            } else if (end(into)) {
                return true;
            }
            if (at - from > longest) {
                throw tooLong();
            }
            if (!more) {
                return false;
            }
        }
        return false;
    }

    private Malformed tooLong() {
        return new Malformed("An instruction is longer than " + longest + " bytes.");
    }

    private void length() throws Malformed {
        byte next = buffer[at++];
        if (next >= '0' && next <= '9') {
            if (digits > 0 && left == 0 || ++digits > MOST_DIGITS) {
                throw new Malformed("The length of an element is not a plain number.");
            }
            left = left * 10 + next - '0';
        } else if (next == '.' && digits > 0) {
            if (left > longest) {
                throw tooLong();
            }
            inElement = true;
            elementStart = at - from;
        } else {
            throw new Malformed("An element begins without its length.");
        }
    }

    /** @return false when a character is not whole yet */
    private boolean characters() throws Malformed {
        while (left > 0 && at < limit) {
            int size = Characters.size(buffer[at]);
            if (size > limit - at) {
                return false;
            }
            if (buffer[at] < 0 && !Characters.isSound(buffer, at, size)) {
                if (broken == Broken.REFUSED) {
                    throw new Malformed("An element is not UTF-8.");
                }
                Characters.replace(buffer, at, size);
            }
            at += size;
            left--;
        }
        return true;
    }

    private boolean end(Instruction into) throws Malformed {
        into.element(elementStart, at - from);
        byte end = buffer[at++];
        if (at - from > longest) {
            throw tooLong();
        }
        inElement = false;
        digits = 0;
        if (end == ',') {
            return false;
        }
        if (end != ';') {
            throw new Malformed("An element is not as long as it says.");
        }
        into.whole(buffer, from, at);
        from = at;
        finished = true;
        return true;
    }
}
