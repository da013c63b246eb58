package dev.berth.contract;

import java.io.IOException;
import java.io.Serial;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one exception of Berth: what went wrong, in a sentence that the person who reads it can act on. */
public final class Problem extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** A value that was refused: the field as the caller named it, and why. */
    public record FieldError(String field, String message) {}

    private final ProblemCode code;
    private final String detail;
    private final transient List<FieldError> errors;

    public Problem(ProblemCode code, String detail) {
        this(code, detail, List.of(), null);
    }

    public Problem(ProblemCode code, String detail, @Nullable Throwable cause) {
        this(code, detail, List.of(), cause);
    }

    private Problem(ProblemCode code, String detail, List<FieldError> errors, @Nullable Throwable cause) {
        super(code.wireName() + ": " + detail, cause);
        this.code = code;
        this.detail = detail;
        this.errors = errors;
    }

    /** Bad values; {@code errors} must not be empty. */
    public static Problem invalid(List<FieldError> errors) {
        return new Problem(ProblemCode.INVALID, errors.getFirst().message(), List.copyOf(errors), null);
    }

    public static Problem invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    public static Problem notFound(String what) {
        return new Problem(ProblemCode.NOT_FOUND, "There is no " + what + ", or it is not yours.");
    }

    /** True when nobody decided: the control plane, or its database, did not answer. A refusal is an answer. */
    public boolean isSilence() {
        boolean unanswered = code == ProblemCode.UNAVAILABLE || code == ProblemCode.TIMEOUT;
        return unanswered && isOfALine(getCause());
    }

    private static boolean isOfALine(@Nullable Throwable cause) {
        return cause != null
                && (cause instanceof IOException || cause instanceof SQLException || isOfALine(cause.getCause()));
    }

    public ProblemCode code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    public List<FieldError> errors() {
        return errors;
    }
}
