package dev.berth.relay;

import dev.berth.contract.GrantRequest;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionAuthorizer;
import dev.berth.contract.Span;
import dev.berth.contract.StreamToken;
import dev.berth.contract.Trace;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * {@code POST /desktop/{id}/.berth/connect} and {@code /.berth/pass}: exchanges the one-time grant, or the pass, in the body
 * for the stream cookie. The page that asks is the console, another origin, hence the CORS headers. As a rule it is of the
 * same site; a zone whose Proxy Hostname is of another gets a cookie that the browser keeps for this console alone.
 */
@Singleton
final class Grants {
    static final String PATH = "/.berth/connect";
    static final String PASS = "/.berth/pass";
    private static final String PREFLIGHT_SECONDS = "600";

    private final SessionAuthorizer authorizer;
    private final Origins origins;
    private final Offload offload;

    Grants(SessionAuthorizer authorizer, Origins origins, Offload offload) {
        this.authorizer = authorizer;
        this.origins = origins;
        this.offload = offload;
    }

    static boolean serves(SessionPath path) {
        return path.below().equals(PATH) || path.below().equals(PASS);
    }

    /** @throws Problem for any other method than POST and OPTIONS */
    void exchange(Asking asking, Consumer<Throwable> refuse) {
        asking.request().response().putHeader("Vary", "Origin").putHeader("Cache-Control", "no-store");
        if (origins.isKnown(asking.header("Origin"), asking.host())) {
            // so that our own page can read why it was refused
            allow(asking);
        }
        if (asking.request().method() == HttpMethod.OPTIONS) {
            preflight(asking);
        } else if (asking.request().method() == HttpMethod.POST
                && asking.path().below().equals(PASS)) {
            renew(asking, refuse);
        } else if (asking.request().method() == HttpMethod.POST) {
            readGrant(asking, grant -> redeem(asking, grant, refuse), refuse);
        } else {
            throw new Problem(ProblemCode.INVALID, "A grant is exchanged with POST.");
        }
    }

    private static void allow(Asking asking) {
        asking.header("Origin")
                .ifPresent(origin -> asking.request()
                        .response()
                        .putHeader("Access-Control-Allow-Origin", origin)
                        .putHeader("Access-Control-Allow-Credentials", "true"));
    }

    /** It carries no grant that the authorizer could look at, and it opens nothing. */
    private void preflight(Asking asking) {
        if (!origins.isKnown(asking.header("Origin"), asking.host())) {
            throw new Problem(ProblemCode.FOREIGN_ORIGIN, "This page may not exchange a grant.");
        }
        asking.request()
                .response()
                .putHeader("Access-Control-Allow-Methods", "POST")
                .putHeader("Access-Control-Allow-Headers", "Content-Type")
                .putHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS)
                .setStatusCode(204)
                .end();
    }

    private void readGrant(Asking asking, Consumer<String> then, Consumer<Throwable> refuse) {
        var type = asking.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.equals("text/plain") && !type.startsWith("text/plain;")) {
            throw new Problem(ProblemCode.INVALID, "The grant is expected as text/plain.");
        }
        var body = Buffer.buffer();
        var request = asking.request();
        request.handler(part -> {
            if (body.length() + part.length() > RequestLimits.GRANT_BYTES) {
                request.handler(null).endHandler(null);
                refuse.accept(new Problem(ProblemCode.TOO_LARGE, "A grant has at most 4 KiB."));
            } else {
                body.appendBuffer(part);
            }
        });
        request.endHandler(
                end -> then.accept(body.toString(StandardCharsets.UTF_8).strip()));
        request.resume();
    }

    /** Who may connect gets a pass beside the stream cookie, where the zone has grace. */
    private void renew(Asking asking, Consumer<Throwable> refuse) {
        asking.request().resume();
        var request = asking.fromPage();
        offload.call(() -> authorizer.pass(request), pass -> granted(asking, Cookies.PASS, pass), refuse);
    }

    private void redeem(Asking asking, String grant, Consumer<Throwable> refuse) {
        var request = new GrantRequest(
                asking.path().session(), grant, asking.header("Origin"), asking.host(), asking.clientAddress());
        var span = Trace.begin(Span.Kind.SERVER, "redeem grant")
                .say(Span.SESSION, request.sessionId().toString());
        offload.call(
                () -> span.of(() -> authorizer.redeem(request)),
                token -> granted(asking, Cookies.STREAM, token),
                refuse);
    }

    /** What the browser itself says: only it knows where a registrable domain begins. */
    private static boolean isOfAnotherSite(Asking asking) {
        return asking.header("Sec-Fetch-Site").filter("cross-site"::equals).isPresent();
    }

    private static void granted(Asking asking, String name, StreamToken token) {
        allow(asking);
        asking.request()
                .response()
                .putHeader("Set-Cookie", Cookies.of(name, token, asking.path(), isOfAnotherSite(asking)))
                .setStatusCode(204)
                .end();
    }
}
