package dev.berth.relay;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.node.OwnZone;
import dev.berth.node.RoleGate;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The request target of a session: {@code /desktop/{session id}} and what comes after. A zone may have another first
 * part of the path; between nodes it is always this one, and {@link #HEADER} says what the browser has.
 *
 * @param root  the first part as the browser has it, with a slash at both ends
 * @param below path and query as the container sees them, beginning with a slash
 */
record SessionPath(String root, UUID session, String below) {
    static final String ROOT = OwnZone.ROOT;
    static final String HEADER = "Berth-Root";
    private static final int UUID_LENGTH = 36;
    private static final Pattern FORM = Pattern.compile("/([A-Za-z0-9][A-Za-z0-9_-]{0,39}/){1,4}");

    /** The session's own path as the browser has it, without a slash at the end. */
    String prefix() {
        return root + session;
    }

    /** As nodes have it. */
    String uri() {
        return ROOT + session + below;
    }

    /** @param root what the path begins with */
    static SessionPath parse(HttpServerRequest request, String root) {
        var path = parse(Objects.requireNonNullElse(request.path(), ""), request.uri(), root);
        var before = request.getHeader(HEADER);
        // only paths of cookies and redirects depend on it, all of them the sender's own
        return root.equals(ROOT) && before != null && FORM.matcher(before).matches()
                ? new SessionPath(before, path.session(), path.below())
                : path;
    }

    /**
     * @param path raw path without query
     * @param uri  path and query
     * @throws Problem {@code INVALID} for a path with two readings, {@code NOT_FOUND} for one without a session
     */
    static SessionPath parse(String path, String uri, String root) {
        if (!RoleGate.isPlain(path) || !uri.startsWith(path)) {
            throw new Problem(ProblemCode.INVALID, "The path is not in its plain form.");
        }
        var end = root.length() + UUID_LENGTH;
        if (!path.startsWith(root) || path.length() <= end || path.charAt(end) != '/') {
            throw Problem.notFound("such session");
        }
        return new SessionPath(root, session(path.substring(root.length(), end)), uri.substring(end));
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
