package dev.berth.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.Trace;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever a REST call throws into RFC 9457 JSON. */
public final class ProblemMapper {
    private static final int RETRY_AFTER_SECONDS = 30;

    @ServerExceptionMapper
    Response problem(Problem problem) {
        var response = Response.status(problem.code().httpStatus())
                .entity(ProblemJson.of(problem))
                .type(ProblemJson.MEDIA_TYPE);
        if (problem.code() == ProblemCode.RATE_LIMITED || problem.code() == ProblemCode.UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.build();
    }

    @ServerExceptionMapper
    Response framework(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (e.getCause() instanceof MismatchedInputException mismatch) {
            return mismatch(mismatch);
        }
        if (e.getCause() instanceof JsonProcessingException json) {
            return problem(
                    new Problem(ProblemCode.INVALID, "The body is not what is expected: " + json.getOriginalMessage()));
        }
        if (status >= 500) {
            return unexpected(e);
        }
        var reason = e.getResponse().getStatusInfo().getReasonPhrase();
        return Response.status(status)
                .entity(new ProblemJson(
                        "about:blank",
                        reason,
                        status,
                        reason + ".",
                        status == 404 ? "not-found" : "invalid",
                        List.of(),
                        Trace.current().traceId().orElse(null)))
                .type(ProblemJson.MEDIA_TYPE)
                .build();
    }

    /** More exact than the next, because the framework brings a mapper for it that says nothing. */
    @ServerExceptionMapper
    Response mismatch(MismatchedInputException e) {
        var field = e.getPath().stream()
                .map(step -> step.getFieldName())
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
        return problem(
                field.isEmpty()
                        ? new Problem(ProblemCode.INVALID, "The body is not the JSON object that is expected.")
                        : Problem.invalid(field, "The value of " + field + " has the wrong form."));
    }

    @ServerExceptionMapper
    Response json(JsonProcessingException e) {
        return problem(new Problem(ProblemCode.INVALID, "The body is not what is expected: " + e.getOriginalMessage()));
    }

    @ServerExceptionMapper
    Response unexpected(RuntimeException e) {
        return problem(Failures.problem(e));
    }
}
