package dev.berth.node.acme;

import dev.berth.node.FileTrouble;
import dev.berth.node.identity.AcmeFiles;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.exception.AcmeUserActionRequiredException;

/** Says what an ACME server, or the way to it, did not let happen. */
final class Setbacks {
    private static final String ERROR = "urn:ietf:params:acme:error:";
    private static final String SERVER_FAULT = ERROR + "serverInternal";

    private final String server;

    Setbacks(String server) {
        this.server = server;
    }

    Setback of(AcmeException failure) {
        return switch (failure) {
            case AcmeNetworkException network -> unreachable(network);
            case AcmeRateLimitedException limited ->
                new Setback(
                        Setback.Kind.REFUSED,
                        server + " takes no more orders for now: " + said(limited.getProblem()),
                        limited.getRetryAfter(),
                        limited);
            case AcmeUserActionRequiredException action ->
                new Setback(
                        Setback.Kind.REFUSED,
                        server + " wants you to do something first: " + said(action.getProblem())
                                + action.getTermsOfServiceUri()
                                        .map(terms -> " Its terms: " + terms)
                                        .orElse(""),
                        Optional.empty(),
                        action);
            case AcmeServerException refused ->
                new Setback(
                        refused.getType().toString().equals(SERVER_FAULT)
                                ? Setback.Kind.UNREACHABLE
                                : Setback.Kind.REFUSED,
                        server + " refused: " + said(refused.getProblem()),
                        Optional.empty(),
                        refused);
            default -> strange(failure);
        };
    }

    private Setback unreachable(AcmeNetworkException failure) {
        var cause = failure.getCause();
        var why = cause instanceof SSLException
                ? "its TLS certificate is not trusted here (" + cause.getMessage()
                        + "). If it is a private server, name its authority with --acme-ca."
                : reason(cause) + ".";
        return new Setback(Setback.Kind.UNREACHABLE, server + " cannot be reached: " + why, Optional.empty(), failure);
    }

    private static String reason(@Nullable Throwable cause) {
        return cause == null || cause.getMessage() == null
                ? "nothing answers there"
                : cause.getMessage().replaceAll("[.\\s]+$", "");
    }

    /** It answered, but not as ACME servers do: a balancer's error page, or another address. */
    Setback strange(Exception failure) {
        return new Setback(
                Setback.Kind.UNREACHABLE,
                server + " did not answer as an ACME server does (" + failure.getMessage()
                        + "). Compare --acme-directory with what its operator names.",
                Optional.empty(),
                failure);
    }

    /** The files, or the machine. */
    static Setback here(Exception failure, AcmeFiles files) {
        var what = failure instanceof GeneralSecurityException || failure instanceof IllegalArgumentException
                ? "what is kept in " + files.directory() + " is damaged. Restore it, or remove the files there"
                : "the files in " + files.directory() + " cannot be used: "
                        + (failure instanceof IOException io ? FileTrouble.of(io) : failure);
        return new Setback(Setback.Kind.UNREACHABLE, what + ".", Optional.empty(), failure);
    }

    /** The server's own words, as it ends sentences or not. */
    static String said(Problem problem) {
        var type = problem.getType().toString().replace(ERROR, "");
        var detail = problem.getDetail().or(problem::getTitle).orElse("no reason was given");
        var subs = problem.getSubProblems().stream()
                .flatMap(sub -> sub.getDetail().stream())
                .filter(more -> !detail.contains(more))
                .toList();
        var all = subs.isEmpty() ? detail : detail + " (" + String.join("; ", subs) + ")";
        return "'" + all.replaceAll("[.\\s]+$", "") + "' (" + type + ").";
    }
}
