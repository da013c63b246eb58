package dev.berth.control.identity;

import dev.berth.control.user.Tokens;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What an administrator hands to a node: {@code berth-join.<id>.<secret>.<pin of the authority>}. Only a hash of the
 * secret is kept.
 */
record JoinTokens(UUID id, String secret) {
    private static final Pattern FORM =
            Pattern.compile("berth-join\\.([0-9a-f-]{36})\\.([A-Za-z0-9_-]{43})\\.[A-Za-z0-9_-]{43}");

    static Optional<JoinTokens> parse(String text) {
        var match = FORM.matcher(text.strip());
        try {
            return match.matches()
                    ? Optional.of(new JoinTokens(UUID.fromString(match.group(1)), match.group(2)))
                    : Optional.empty();
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    static JoinTokens fresh() {
        return new JoinTokens(UUID.randomUUID(), Tokens.fresh());
    }

    boolean matches(byte[] hash) {
        return MessageDigest.isEqual(hash, Tokens.hash(secret));
    }

    String text(String pin) {
        return "berth-join." + id + "." + secret + "." + pin;
    }

    @Override
    public String toString() {
        return "JoinTokens[" + id + "]";
    }
}
