package dev.berth.relay;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.node.RoleGate;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.UUID;

/**
 * The request target of a session: {@code /desktop/{session id}} and what comes after.
 *
 * @param below path and query as the container sees them, beginning with a slash
 */
record SessionPath(UUID session, String below) {
    static final String ROOT = "/desktop/";
    private static final int UUID_LENGTH = 36;

    static String prefix(UUID session) {
        return ROOT + session;
    }

    static SessionPath parse(HttpServerRequest request) {
        return parse(Objects.requireNonNullElse(request.path(), ""), request.uri());
    }

    /**
     * @param path raw path without query
     * @param uri  path and query
     * @throws Problem {@code INVALID} for a path with two readings, {@code NOT_FOUND} for one without a session
     */
    static SessionPath parse(String path, String uri) {
        if (!RoleGate.isPlain(path) || !uri.startsWith(path)) {
            throw new Problem(ProblemCode.INVALID, "The path is not in its plain form.");
        }
        var end = ROOT.length() + UUID_LENGTH;
        if (!path.startsWith(ROOT) || path.length() <= end || path.charAt(end) != '/') {
            throw Problem.notFound("such session");
        }
        return new SessionPath(session(path.substring(ROOT.length(), end)), uri.substring(end));
    }

    private static UUID session(String text) {
        try {
            var id = UUID.fromString(text);
            if (id.toString().equals(text)) {
                return id;
            }
        } catch (IllegalArgumentException notOne) {
            // same answer as for an id that is not in its one spelling
        }
        throw Problem.notFound("such session");
    }
}
