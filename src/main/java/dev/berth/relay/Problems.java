package dev.berth.relay;

import dev.berth.contract.Problem;
import dev.berth.node.ProblemJson;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Writes a {@link Problem} as RFC 9457 wants it. */
final class Problems {
    private Problems() {}

    static void write(HttpServerResponse response, Problem problem) {
        var json = ProblemJson.of(problem);
        var body = new JsonObject()
                .put("type", json.type())
                .put("title", json.title())
                .put("status", json.status())
                .put("detail", json.detail())
                .put("code", json.code());
        if (!json.errors().isEmpty()) {
            var errors = new JsonArray();
            json.errors()
                    .forEach(e ->
                            errors.add(new JsonObject().put("field", e.field()).put("message", e.message())));
            body.put("errors", errors);
        }
        response.setStatusCode(json.status())
                .putHeader("Content-Type", ProblemJson.MEDIA_TYPE)
                .putHeader("Cache-Control", "no-store")
                .end(body.encode());
    }
}
