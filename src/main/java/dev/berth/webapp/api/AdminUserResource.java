package dev.berth.webapp.api;

import dev.berth.contract.Problem;
import dev.berth.control.session.SessionRepository;
import dev.berth.control.user.Logins;
import dev.berth.control.user.User;
import dev.berth.control.user.UserRole;
import dev.berth.control.user.Users;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Administration of users. */
@Path("/api/admin/users")
@RunOnVirtualThread
@Administrators
public class AdminUserResource {
    private final Users users;
    private final Logins logins;
    private final SessionRepository sessions;
    private final CurrentCaller caller;

    AdminUserResource(Users users, Logins logins, SessionRepository sessions, CurrentCaller caller) {
        this.users = users;
        this.logins = logins;
        this.sessions = sessions;
        this.caller = caller;
    }

    /** A user, for administrators. */
    public record UserView(
            UUID id,
            String name,
            String role,
            boolean enabled,
            boolean mustChangePassword,
            @Nullable Instant lockedUntil,
            @Nullable Instant lastLoginAt,
            Instant createdAt,
            long liveSessions) {
        static UserView of(User user, long liveSessions) {
            return new UserView(
                    user.id,
                    user.name,
                    user.role.wireName(),
                    user.enabled,
                    user.mustChangePassword,
                    user.isLocked(Instant.now()) ? user.lockedUntil : null,
                    user.lastLoginAt,
                    user.createdAt,
                    liveSessions);
        }
    }

    /** A new user. */
    public record NewUser(@Nullable String name, @Nullable String role) {}

    /** What to change; null leaves it. */
    public record Change(@Nullable String role, @Nullable Boolean enabled) {}

    /** A generated password, shown this once. */
    public record Password(String password) {}

    /** A new user with the generated password, shown this once. */
    @RegisterForReflection // no signature names it
    public record CreatedUser(UserView user, String password) {}

    @GET
    public List<UserView> list() {
        var live = sessions.liveByUser();
        return users.all().stream()
                .map(user -> UserView.of(user, live.getOrDefault(user.id, 0L)))
                .toList();
    }

    @POST
    public Response create(NewUser body) {
        var name = body.name();
        if (name == null) {
            throw Problem.invalid("name", "The field name is missing.");
        }
        var role = UserRole.parse(Optional.ofNullable(body.role()).orElse("user"));
        var created = users.create(name, role, caller.get().name(), caller.get().address());
        return Response.status(Response.Status.CREATED)
                .entity(new CreatedUser(UserView.of(created.user(), 0), created.password()))
                .build();
    }

    @PATCH
    @Path("{id}")
    public UserView change(@PathParam("id") UUID id, Change change) {
        return view(users.change(
                id,
                Optional.ofNullable(change.role()).map(UserRole::parse),
                Optional.ofNullable(change.enabled()),
                caller.get()));
    }

    @POST
    @Path("{id}/reset-password")
    public Password resetPassword(@PathParam("id") UUID id) {
        return new Password(users.resetPassword(id, caller.get()));
    }

    @POST
    @Path("{id}/unlock")
    public UserView unlock(@PathParam("id") UUID id) {
        return view(users.unlock(id, caller.get()));
    }

    @POST
    @Path("{id}/logout")
    public void logout(@PathParam("id") UUID id) {
        logins.signOutEverywhere(users.get(id).id, caller.get());
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") UUID id) {
        users.delete(id, caller.get());
    }

    private UserView view(User user) {
        return UserView.of(user, sessions.liveByUser().getOrDefault(user.id, 0L));
    }
}
