package dev.berth.node;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** Tells requests that everybody reads alike from those made so that two readers disagree. */
public final class RequestForm {
    private RequestForm() {}

    /** False when two readers could disagree about where the request ends, or whom and what it asks. */
    public static boolean hasOneReading(HttpServerRequest request) {
        return isOneLength(request) && isOneTarget(request);
    }

    private static boolean isOneLength(HttpServerRequest request) {
        var encodings = request.headers().getAll("Transfer-Encoding");
        var lengths = request.headers().getAll("Content-Length");
        boolean chunked = encodings.size() == 1
                && encodings.getFirst().equalsIgnoreCase("chunked")
                && request.version() == HttpVersion.HTTP_1_1;
        return encodings.isEmpty() ? lengths.size() <= 1 : chunked && lengths.isEmpty();
    }

    private static boolean isOneTarget(HttpServerRequest request) {
        boolean named = request.authority() != null || request.version() == HttpVersion.HTTP_1_0;
        return named
                && request.headers().getAll("Host").size() <= 1
                && request.uri() != null
                && request.uri().startsWith("/");
    }
}
