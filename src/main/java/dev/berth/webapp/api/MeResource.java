package dev.berth.webapp.api;

import dev.berth.contract.Problem;
import dev.berth.control.user.Caller;
import dev.berth.control.user.Logins;
import dev.berth.control.user.RateLimit;
import dev.berth.control.user.SignedIn;
import dev.berth.node.ClientAddress;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Signing in and out, and one's own account. */
@Path("/api")
@RunOnVirtualThread
public class MeResource {
    private final Logins logins;
    private final RateLimit rateLimit;
    private final ClientAddress clients;
    private final CurrentCaller caller;

    MeResource(Logins logins, RateLimit rateLimit, ClientAddress clients, CurrentCaller caller) {
        this.logins = logins;
        this.clients = clients;
        this.rateLimit = rateLimit;
        this.caller = caller;
    }

    /** Name and password. */
    public record Credentials(
            @Nullable String name, @Nullable String password) {}

    /** Old and new password. */
    public record PasswordChange(
            @Nullable String currentPassword, @Nullable String newPassword) {}

    /** The caller's own account. */
    public record Me(UUID id, String name, String role, boolean mustChangePassword) {
        static Me of(Caller caller) {
            return new Me(caller.userId(), caller.name(), caller.role().wireName(), caller.mustChangePassword());
        }
    }

    /** An account and the token that each change must carry in X-CSRF-Token. */
    public record SignIn(Me user, String csrfToken) {}

    @POST
    @Path("login")
    @Open
    @Traced
    public Response login(Credentials credentials, @Context HttpServerRequest request) {
        var address = clients.of(request);
        rateLimit.attempt(address);
        var signedIn = logins.signIn(
                required("name", credentials.name()), required("password", credentials.password()), address);
        return answer(signedIn);
    }

    @GET
    @Path("me")
    @BeforePasswordChange
    public SignIn me() {
        return new SignIn(Me.of(caller.get()), caller.csrfToken());
    }

    @POST
    @Path("me/password")
    @BeforePasswordChange
    public Response changePassword(PasswordChange change) {
        rateLimit.attempt(caller.get().address());
        return answer(logins.changePassword(
                caller.get(),
                required("currentPassword", change.currentPassword()),
                required("newPassword", change.newPassword())));
    }

    @POST
    @Path("logout")
    @BeforePasswordChange
    public Response logout() {
        logins.signOut(caller.get());
        return Response.noContent().cookie(LoginCookie.none()).build();
    }

    @POST
    @Path("logout-everywhere")
    @BeforePasswordChange
    public Response logoutEverywhere() {
        logins.signOutEverywhere(caller.get().userId(), caller.get());
        return Response.noContent().cookie(LoginCookie.none()).build();
    }

    private static Response answer(SignedIn signedIn) {
        return Response.ok(new SignIn(Me.of(signedIn.caller()), signedIn.csrfToken()))
                .cookie(LoginCookie.of(signedIn))
                .build();
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw Problem.invalid(field, "The field " + field + " is missing.");
        }
        return value;
    }
}
