package dev.berth.relay;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/** The opening handshake of RFC 6455, and nothing else that HTTP calls an upgrade. */
final class Upgrade {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    private Upgrade() {}

    /** True for every request that wants to leave HTTP, sound or not. */
    static boolean isAsked(HttpServerRequest request) {
        return request.headers().contains("Upgrade")
                || request.headers().contains("Sec-WebSocket-Key")
                || hasToken(request, "Connection", "upgrade");
    }

    /** @throws Problem {@code INVALID} unless this is a plain WebSocket handshake without a body */
    static void check(HttpServerRequest request) {
        var headers = request.headers();
        var upgrades = headers.getAll("Upgrade");
        var keys = headers.getAll("Sec-WebSocket-Key");
        if (request.version() != HttpVersion.HTTP_1_1
                || request.method() != HttpMethod.GET
                || upgrades.size() != 1
                || !upgrades.getFirst().equalsIgnoreCase("websocket")
                || !hasToken(request, "Connection", "upgrade")
                || keys.size() != 1
                || !isKey(keys.getFirst())
                || !"13".equals(headers.get("Sec-WebSocket-Version"))
                || headers.contains("Transfer-Encoding")
                || !"0".equals(headers.contains("Content-Length") ? headers.get("Content-Length") : "0")) {
            throw new Problem(ProblemCode.INVALID, "Only a WebSocket handshake (RFC 6455) may upgrade here.");
        }
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static boolean hasToken(HttpServerRequest request, String header, String token) {
        return request.headers().getAll(header).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .anyMatch(part -> part.strip().toLowerCase(Locale.ROOT).equals(token));
    }

    /** The answer to a key, {@code Sec-WebSocket-Accept}. */
    static String accept(String key) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
