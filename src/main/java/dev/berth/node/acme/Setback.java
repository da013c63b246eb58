package dev.berth.node.acme;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why there is no certificate yet: a sentence with what to do, and when the server wants to be asked again at the earliest. */
final class Setback extends Exception {
    private static final long serialVersionUID = 1;

    /** Who is at fault decides how soon another attempt makes sense: servers count those that they had to refuse. */
    enum Kind {
        /** The server could not be asked, or was not able to answer. */
        UNREACHABLE,
        /** The server refused. */
        REFUSED
    }

    private final Kind kind;
    private final transient @Nullable Instant notBefore;

    Setback(Kind kind, String sentence, Optional<Instant> notBefore, @Nullable Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
        this.notBefore = notBefore.orElse(null);
    }

    static Setback refused(String sentence) {
        return new Setback(Kind.REFUSED, sentence, Optional.empty(), null);
    }

    Kind kind() {
        return kind;
    }

    Optional<Instant> notBefore() {
        return Optional.ofNullable(notBefore);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
