package dev.berth.agent;

import java.util.Collection;
import java.util.Optional;

/**
 * Cuts small networks from one IPv4 range. The engine's own pools hold about thirty networks in all; a range of
 * {@code /15} holds sixteen thousand sessions.
 */
final class Subnets {
    private static final int PREFIX = 29;
    private static final int SIZE = 1 << (32 - PREFIX);

    private final long first;
    private final int count;
    private int cursor;

    /** @throws IllegalArgumentException when the text is no range */
    static void check(String cidr) {
        Range.parse(cidr);
    }

    /** A block of addresses, ends included. */
    private record Range(long from, long to) {
        static Range parse(String cidr) {
            var parts = cidr.split("/", 2);
            var octets = parts[0].split("[.]");
            int bits = parts.length == 2 && parts[1].matches("[0-9]{1,2}") ? Integer.parseInt(parts[1]) : -1;
            if (octets.length != 4 || bits < 0 || bits > 32) {
                throw new IllegalArgumentException("'" + cidr + "' is no IPv4 range like 198.18.0.0/15.");
            }
            long address = 0;
            for (var octet : octets) {
                if (!octet.matches("[0-9]{1,3}") || Integer.parseInt(octet) > 255) {
                    throw new IllegalArgumentException("'" + cidr + "' is no IPv4 range like 198.18.0.0/15.");
                }
                address = address << 8 | Integer.parseInt(octet);
            }
            long size = 1L << (32 - bits);
            return new Range(address & -size, (address & -size) + size - 1);
        }

        boolean overlaps(Range other) {
            return from <= other.to && other.from <= to;
        }
    }

    /**
     * @param start where to begin looking, so that several agents on one engine rarely meet
     * @throws IllegalArgumentException when the range is malformed or holds no network
     */
    Subnets(String cidr, int start) {
        var range = Range.parse(cidr);
        if (range.to - range.from + 1 < SIZE) {
            throw new IllegalArgumentException("The network range " + cidr + " is smaller than one network of /29.");
        }
        first = range.from;
        count = (int) ((range.to - range.from + 1) / SIZE);
        cursor = Math.floorMod(start, count);
    }

    /** The next network that overlaps none of those in use; empty when the range is exhausted. */
    synchronized Optional<String> next(Collection<String> inUse) {
        var taken = inUse.stream()
                .filter(cidr -> cidr.contains("."))
                .map(Range::parse)
                .toList();
        for (int tries = 0; tries < count; tries++) {
            long from = first + (long) cursor * SIZE;
            cursor = (cursor + 1) % count;
            var candidate = new Range(from, from + SIZE - 1);
            if (taken.stream().noneMatch(candidate::overlaps)) {
                return Optional.of(dotted(from) + "/" + PREFIX);
            }
        }
        return Optional.empty();
    }

    private static String dotted(long address) {
        return (address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }
}
