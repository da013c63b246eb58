package dev.berth.remote;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.node.ProblemJson;
import dev.berth.node.call.NodeCalls;
import dev.berth.node.call.Wire;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns answers that are no success back into the problems that they were. */
final class Answers {
    private static final int SERVER_ERROR = 500;
    private static final int LONGEST_DETAIL = 2_000;

    private Answers() {}

    /** What time it is where a call of ours was not admitted. */
    static Optional<Instant> time(HttpResponse<?> response) {
        try {
            return response.headers().firstValue(NodeCalls.NOW).map(Instant::parse);
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }

    /** True for what a balancer says whose server has just gone. */
    static boolean isPassing(HttpResponse<?> response) {
        int status = response.statusCode();
        return (status == 502 || status == 503 || status == 504) && !isProblem(response);
    }

    static boolean isProblem(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith(ProblemJson.MEDIA_TYPE))
                .isPresent();
    }

    static Problem problem(Peer peer, HttpResponse<?> response, byte[] body) {
        int status = response.statusCode();
        if (!isProblem(response)) {
            return new Problem(
                    ProblemCode.UNAVAILABLE,
                    peer.name() + " answered with status " + status
                            + ", which no Berth does. Something else listens at " + peer.base() + ".",
                    // a balancer without servers behind it
                    status >= SERVER_ERROR ? new IOException("status " + status) : null);
        }
        var problem = problem(Wire.read(body, ProblemJson.class));
        boolean admitted = response.headers().firstValue(NodeCalls.NOT_ADMITTED).isEmpty();
        if (!admitted && problem.code() == ProblemCode.UNAUTHENTICATED) {
            // it is this node that is not known, not the person whose request it passes on
            return new Problem(ProblemCode.UNAVAILABLE, peer.name() + " does not admit this node: " + problem.detail());
        }
        boolean nobody = problem.code() == ProblemCode.UNAVAILABLE || problem.code() == ProblemCode.TIMEOUT;
        return admitted && nobody
                ? new Problem(problem.code(), problem.detail(), new IOException("it got no answer itself"))
                : problem;
    }

    static Problem problem(ProblemJson json) {
        var code = Arrays.stream(ProblemCode.values())
                .filter(known -> known.wireName().equals(json.code()))
                .findFirst()
                .orElseGet(() -> byStatus(json.status()));
        if (code == ProblemCode.INVALID && isFilled(json)) {
            return Problem.invalid(json.errors());
        }
        return new Problem(code, cut(json.detail()));
    }

    private static boolean isFilled(ProblemJson json) {
        return json.errors() != null && !json.errors().isEmpty();
    }

    /** For the code of a later version. */
    private static ProblemCode byStatus(int status) {
        return Arrays.stream(ProblemCode.values())
                .filter(code -> code.httpStatus() == status)
                .findFirst()
                .orElse(ProblemCode.INTERNAL);
    }

    private static String cut(@Nullable String detail) {
        var text = detail == null ? "" : detail;
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL) + "…";
    }
}
