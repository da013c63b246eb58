package dev.berth.connectionproxy.instruction;

/** Characters of UTF-8 in place. */
final class Characters {
    /** Sound ones of one to four bytes, put where broken ones are: lengths stay right, and no browser hangs up. */
    private static final byte[][] INSTEAD = {
        {'?'},
        {(byte) 0xC2, (byte) 0xBF},
        {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD},
        {(byte) 0xF0, (byte) 0x9F, (byte) 0x9A, (byte) 0xAB}
    };

    private Characters() {}

    /** Bytes of the character that begins so; guacd counts what begins with none as one character too. */
    static int size(byte lead) {
        if (lead >= 0) {
            return 1;
        }
        int high = lead & 0xFF;
        if ((high & 0xE0) == 0xC0) {
            return 2;
        }
        if ((high & 0xF0) == 0xE0) {
            return 3;
        }
        return (high & 0xF8) == 0xF0 ? 4 : 1;
    }

    /** @param size as {@link #size} said; so many bytes are there */
    static boolean isSound(byte[] bytes, int at, int size) {
        int lead = bytes[at] & 0xFF;
        if (size == 1) {
            return lead < 0x80;
        }
        int second = bytes[at + 1] & 0xFF;
        for (int i = 1; i < size; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return false;
            }
        }
        return switch (lead) {
            case 0xC0, 0xC1 -> false;
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second < 0xA0;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second < 0x90;
            default -> lead < 0xF4;
        };
    }

    static void replace(byte[] bytes, int at, int size) {
        System.arraycopy(INSTEAD[size - 1], 0, bytes, at, size);
    }
}
