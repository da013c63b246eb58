package dev.berth.node;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.berth.contract.Problem;
import dev.berth.contract.Trace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Problem} as RFC 9457 writes it.
 *
 * @param traceId lets an administrator find what happened, when the request was traced
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemJson(
        String type,
        String title,
        int status,
        String detail,
        String code,
        List<Problem.FieldError> errors,
        @Nullable String traceId) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public static ProblemJson of(Problem problem) {
        var code = problem.code();
        return new ProblemJson(
                "about:blank",
                code.title(),
                code.httpStatus(),
                problem.detail(),
                code.wireName(),
                problem.errors(),
                Trace.current().traceId().orElse(null));
    }
}
