package dev.berth.relay;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.node.RequestForm;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** What no request may exceed, checked before anything behind the gateway sees a byte of it. */
final class RequestLimits {
    static final int URI_BYTES = 8 * 1024;
    static final int HEADER_BYTES = 16 * 1024;
    static final int HEADERS = 100;
    static final int GRANT_BYTES = 4 * 1024;
    /**
     * For a whole TLS handshake. Who is cut off comes back and costs another one: with 10 s a burst of 1,000 connections on
     * busy processors lost a third of them, and so grew.
     */
    static final int HANDSHAKE_SECONDS = 30;

    private RequestLimits() {}

    /** @throws Problem {@code TOO_LARGE}, or {@code INVALID} for a request with two readings */
    static void check(HttpServerRequest request) {
        if (request.uri().length() > URI_BYTES) {
            throw new Problem(ProblemCode.TOO_LARGE, "The address is longer than 8 KiB.");
        }
        var count = 0;
        var bytes = 0;
        for (var header : request.headers()) {
            count++;
            bytes += header.getKey().length() + header.getValue().length() + 4;
        }
        if (count > HEADERS || bytes > HEADER_BYTES) {
            throw new Problem(ProblemCode.TOO_LARGE, "The request has more than 100 headers or 16 KiB of them.");
        }
        if (request.method() == HttpMethod.CONNECT || request.method() == HttpMethod.TRACE) {
            throw new Problem(ProblemCode.INVALID, "This method is not served.");
        }
        if (!RequestForm.hasOneReading(request) || request.authority() == null) {
            throw new Problem(ProblemCode.INVALID, "The request can be read in more than one way.");
        }
    }
}
