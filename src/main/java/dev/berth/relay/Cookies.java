package dev.berth.relay;

import dev.berth.contract.StreamToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Berth's own cookies, and what may pass of a container's. */
final class Cookies {
    static final String STREAM = "berth-stream";
    static final String PASS = "berth-pass";

    private Cookies() {}

    /** The value of {@code name} in a Cookie header. Two different values are nobody's: a container cannot plant one. */
    static Optional<String> find(Iterable<String> cookieHeaders, String name) {
        Optional<String> found = Optional.empty();
        for (var header : cookieHeaders) {
            for (var pair : header.split(";", -1)) {
                var cookie = pair.strip();
                if (cookie.startsWith(name + "=")) {
                    var value = cookie.substring(name.length() + 1);
                    if (found.isPresent() && !found.get().equals(value)) {
                        return Optional.empty();
                    }
                    found = Optional.of(value);
                }
            }
        }
        return found.filter(value -> !value.isEmpty());
    }

    /** A Cookie header without Berth's own; empty when nothing is left. */
    static Optional<String> forContainer(String header) {
        var rest = Arrays.stream(header.split(";", -1))
                .map(String::strip)
                .filter(pair -> !pair.isEmpty() && !isOurs(pair))
                .collect(Collectors.joining("; "));
        return rest.isEmpty() ? Optional.empty() : Optional.of(rest);
    }

    /** A container's Set-Cookie kept under the session's path; empty for names that are Berth's. */
    static Optional<String> fromContainer(String header, SessionPath session) {
        var parts = header.split(";", -1);
        if (isOurs(parts[0].strip())) {
            return Optional.empty();
        }
        var path = "/";
        var kept = new StringBuilder(parts[0].strip());
        for (var i = 1; i < parts.length; i++) {
            var attribute = parts[i].strip();
            var name = attribute.toLowerCase(Locale.ROOT);
            if (name.startsWith("path=/")) {
                path = attribute.substring("path=".length());
            } else if (!name.startsWith("path") && !name.startsWith("domain")) {
                kept.append("; ").append(attribute);
            }
        }
        return Optional.of(kept + "; Path=" + session.prefix() + path);
    }

    /**
     * Never sent for a page of another site. Where the console is one, the cookie is the console's: partitioned, so that
     * it goes along below its pages and below those of nobody else.
     */
    static String of(String name, StreamToken token, SessionPath session, boolean otherSite) {
        var seconds =
                Math.max(0, Duration.between(Instant.now(), token.expiresAt()).toSeconds());
        return name + "=" + token.value() + "; Path=" + session.prefix() + "/; Max-Age=" + seconds
                + "; HttpOnly; Secure; " + (otherSite ? "SameSite=None; Partitioned" : "SameSite=Strict");
    }

    private static boolean isOurs(String pair) {
        var name = pair.toLowerCase(Locale.ROOT);
        return name.startsWith("berth-") || name.startsWith("__host-berth") || name.startsWith("__secure-berth");
    }
}
