package dev.berth.node;

import java.net.InetAddress;

/** Addresses that begin alike: {@code 10.0.1.0/24}, or a single one. */
public record AddressBlock(InetAddress first, int bits) {
    /** @throws IllegalArgumentException when the text is neither an address nor a block */
    public static AddressBlock parse(String text) {
        var slash = text.indexOf('/');
        var first = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int length = first.getAddress().length * Byte.SIZE;
        int bits = slash < 0 ? length : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > length) {
            throw new IllegalArgumentException("a block of " + bits + " bits");
        }
        return new AddressBlock(first, bits);
    }

    public boolean contains(InetAddress address) {
        var ours = first.getAddress();
        var theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
