package dev.berth.webapp.api;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One range of bytes as a client asks for it.
 *
 * @param first negative for so many bytes from the end
 */
record ByteRange(long first, long last) {
    private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /** Empty for none, and for several or others, which a server may answer with everything. */
    static Optional<ByteRange> parse(@Nullable String header) {
        var match = ONE.matcher(header == null ? "" : header.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        var first = match.group(1);
        var last = match.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() || Long.parseLong(last) == 0
                    ? Optional.empty()
                    : Optional.of(new ByteRange(-Long.parseLong(last), Long.MAX_VALUE));
        }
        var range = new ByteRange(Long.parseLong(first), last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last));
        return range.last < range.first ? Optional.empty() : Optional.of(range);
    }

    /** Within so many bytes; empty when there is none of it. */
    Optional<ByteRange> within(long size) {
        long from = first < 0 ? Math.max(0, size + first) : first;
        return from >= size ? Optional.empty() : Optional.of(new ByteRange(from, Math.min(last, size - 1)));
    }

    long length() {
        return last - first + 1;
    }
}
