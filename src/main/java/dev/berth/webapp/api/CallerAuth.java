package dev.berth.webapp.api;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.session.OriginPolicy;
import dev.berth.control.user.Logins;
import dev.berth.node.ClientAddress;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Admits requests to the API by annotation: a sign-in always, unless the operation is {@link Open}. */
@Singleton
final class CallerAuth {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    /** Looked up late: filters are made before settings and database are there. */
    private final Instance<Logins> logins;

    private final Instance<OriginPolicy> origins;
    private final Instance<ClientAddress> clients;
    private final CurrentCaller current;

    CallerAuth(
            Instance<Logins> logins,
            Instance<OriginPolicy> origins,
            Instance<ClientAddress> clients,
            CurrentCaller current) {
        this.logins = logins;
        this.origins = origins;
        this.clients = clients;
        this.current = current;
    }

    @ServerRequestFilter
    void admit(ContainerRequestContext context, ResourceInfo resource, HttpServerRequest request) {
        boolean changes = !SAFE.contains(context.getMethod());
        if (changes) {
            requireOwnPage(context);
        }
        if (marked(resource, Open.class)) {
            return;
        }
        var presented = LoginCookie.read(context.getCookies())
                .flatMap(token -> logins.get().find(token, clients.get().of(request)))
                .orElseThrow(() -> new Problem(ProblemCode.UNAUTHENTICATED, "You are not signed in, or no longer."));
        if (changes && !same(presented.csrfToken(), context.getHeaderString("X-CSRF-Token"))) {
            throw new Problem(ProblemCode.CSRF, "The header X-CSRF-Token is missing or wrong. Reload the page.");
        }
        var caller = presented.caller();
        if (caller.mustChangePassword() && !marked(resource, BeforePasswordChange.class)) {
            throw new Problem(ProblemCode.PASSWORD_CHANGE_REQUIRED, "Choose a password of your own first.");
        }
        if (marked(resource, Administrators.class) && !caller.isAdministrator()) {
            throw new Problem(ProblemCode.FORBIDDEN, "Only administrators may do this.");
        }
        current.set(presented);
    }

    /** A browser names the page that sends a change; programs name none and must show the other proofs. */
    private void requireOwnPage(ContainerRequestContext context) {
        var origin = context.getHeaderString("Origin");
        var host = context.getHeaderString("Host");
        if (origin != null && !origins.get().allowsConsole(origin, host == null ? "" : host)) {
            throw new Problem(
                    ProblemCode.FOREIGN_ORIGIN,
                    "Pages of another site may not use this API. An administrator can allow them with --allow-origin.");
        }
    }

    private static boolean marked(ResourceInfo resource, Class<? extends Annotation> mark) {
        return resource.getResourceMethod().isAnnotationPresent(mark)
                || resource.getResourceClass().isAnnotationPresent(mark);
    }

    private static boolean same(String expected, @Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
