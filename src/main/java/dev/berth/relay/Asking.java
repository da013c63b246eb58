package dev.berth.relay;

import dev.berth.contract.ConnectionRequest;
import dev.berth.contract.Trace;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * A request that has not been let in yet.
 *
 * @param waiting       present for an upgrade
 * @param clientAddress the browser's, as far as it is known
 * @param opening       its trace
 */
record Asking(
        RoutingContext context, SessionPath path, Optional<Waiting> waiting, String clientAddress, Opening opening) {
    HttpServerRequest request() {
        return context.request();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(request().getHeader(name));
    }

    String host() {
        return host(request());
    }

    static String host(HttpServerRequest request) {
        var authority = request.authority();
        return authority == null ? "" : authority.toString();
    }

    Optional<String> token() {
        return Cookies.find(request().headers().getAll("Cookie"), Cookies.STREAM);
    }

    Optional<String> traceparent() {
        return header(Trace.HEADER);
    }

    Optional<String> pass() {
        return Cookies.find(request().headers().getAll("Cookie"), Cookies.PASS);
    }

    /** A page asks for what goes on to connect, by the rules of a WebSocket: it has to say which page it is. */
    ConnectionRequest fromPage() {
        return new ConnectionRequest(path.session(), token(), header("Origin"), host(), true, clientAddress());
    }

    ConnectionRequest connection() {
        return new ConnectionRequest(
                path.session(), token(), header("Origin"), host(), waiting.isPresent(), clientAddress());
    }

    boolean hasBody() {
        return request().headers().contains("Content-Length")
                || request().headers().contains("Transfer-Encoding");
    }

    void closeAtEnd() {
        request().response().putHeader("Connection", "close");
        context.addEndHandler(ended -> request().connection().close());
    }
}
