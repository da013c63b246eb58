package dev.berth.webapp.api;

import dev.berth.contract.Problem;
import dev.berth.control.identity.Enrolment;
import dev.berth.control.identity.JoinTokenDesk;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tokens with which nodes join. */
@Path("/api/admin/enrolments")
@RunOnVirtualThread
@Administrators
public class EnrolmentResource {
    private final JoinTokenDesk desk;
    private final CurrentCaller caller;

    EnrolmentResource(JoinTokenDesk desk, CurrentCaller caller) {
        this.desk = desk;
        this.caller = caller;
    }

    /** For which roles, where, and for how long. */
    public record NewEnrolment(
            @Nullable List<String> roles,
            @Nullable String zone,
            @Nullable Long validSeconds) {}

    /** An enrolment; token and command are told once, to who made it. */
    public record EnrolmentView(
            UUID id,
            List<String> roles,
            String zone,
            String madeBy,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant usedAt,
            @Nullable UUID usedBy,
            @Nullable String token,
            @Nullable String command) {
        static EnrolmentView of(Enrolment enrolment, @Nullable String token, @Nullable String command) {
            return new EnrolmentView(
                    enrolment.id,
                    enrolment.roles(),
                    enrolment.zone,
                    enrolment.madeBy,
                    enrolment.createdAt,
                    enrolment.expiresAt,
                    enrolment.usedAt,
                    enrolment.usedBy,
                    token,
                    command);
        }

        @Override
        public String toString() {
            return "EnrolmentView[" + id + "]";
        }
    }

    @GET
    public List<EnrolmentView> list() {
        return desk.all().stream()
                .map(enrolment -> EnrolmentView.of(enrolment, null, null))
                .toList();
    }

    @POST
    public Response make(NewEnrolment body, @Context HttpServerRequest request) {
        var roles = body.roles();
        if (roles == null) {
            throw Problem.invalid("roles", "The field roles is missing.");
        }
        var zone = Optional.ofNullable(body.zone()).orElse("default");
        var seconds = body.validSeconds();
        var made =
                desk.make(Set.copyOf(roles), zone, Optional.ofNullable(seconds).map(Duration::ofSeconds), caller.get());
        var command = command(made.token(), made.enrolment().roles(), zone, upstream(request));
        return Response.status(Response.Status.CREATED)
                .entity(EnrolmentView.of(made.enrolment(), made.token(), command))
                .build();
    }

    /** What is run on the machine that is to join. */
    static String command(String token, List<String> roles, String zone, String upstream) {
        return "BERTH_JOIN_TOKEN=" + token + " berth --roles=" + String.join(",", roles) + " --zone=" + zone
                + " --upstream=" + upstream;
    }

    /** The console's own address: what a browser reaches, nodes often do as well. */
    private static String upstream(HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        return origin != null ? origin : "https://" + request.authority();
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") UUID id) {
        desk.delete(id, caller.get());
    }
}
