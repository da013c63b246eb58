package dev.berth.webapp.api;

import dev.berth.contract.Span;
import dev.berth.contract.Trace;
import dev.berth.node.ProblemJson;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Traces of the operations that are {@link Traced}. What a caller says of a trace of its own is not believed: anybody
 * could otherwise have everything kept, or join the traces of others.
 */
@Singleton
final class RequestTraces {
    private static final String STATE = "berth.trace";
    /** Before sign-in and all other filters. */
    private static final int FIRST = 1;

    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    private record State(Span span, Runnable leave) {}

    @Traced
    @ServerRequestFilter(priority = FIRST)
    void begin(ContainerRequestContext context, ResourceInfo resource) {
        if (!Trace.isOn()) {
            return;
        }
        var route = route(resource);
        var span = Trace.begin(Span.Kind.SERVER, context.getMethod() + " " + route)
                .say("http.request.method", context.getMethod())
                .say("http.route", route)
                .say("url.scheme", "https");
        Optional.ofNullable(context.getUriInfo().getPathParameters().getFirst("id"))
                .filter(id -> ID.matcher(id).matches())
                .ifPresent(id -> span.say(Span.SESSION, id));
        context.setProperty(STATE, new State(span, span.enter()));
    }

    private static String route(ResourceInfo resource) {
        var of = resource.getResourceClass().getAnnotation(Path.class);
        var below = resource.getResourceMethod().getAnnotation(Path.class);
        return (of == null ? "" : of.value()) + (below == null ? "" : "/" + below.value());
    }

    @Traced
    @ServerResponseFilter
    void end(ContainerRequestContext context, ContainerResponseContext response) {
        if (context.getProperty(STATE) instanceof State(Span span, Runnable leave)) {
            span.say("http.response.status_code", response.getStatus());
            if (response.getEntity() instanceof ProblemJson problem) {
                if (problem.status() >= 500) {
                    span.failed(problem.code());
                } else {
                    span.say("error.type", problem.code());
                }
            }
            span.end();
            leave.run();
        }
    }
}
