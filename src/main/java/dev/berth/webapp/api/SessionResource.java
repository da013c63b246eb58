package dev.berth.webapp.api;

import dev.berth.contract.Problem;
import dev.berth.control.session.Grants;
import dev.berth.control.session.ScreenSize;
import dev.berth.control.session.SessionAction;
import dev.berth.control.session.Sessions;
import dev.berth.control.user.Caller;
import dev.berth.control.user.Logins;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** The caller's sessions. */
@Path("/api/sessions")
@RunOnVirtualThread
public class SessionResource {
    private final Sessions sessions;
    private final Grants grants;
    private final Logins logins;
    private final StreamAddress addresses;
    private final ZoneArrivals arrivals;
    private final CurrentCaller caller;
    private final Followers followers;

    SessionResource(
            Sessions sessions,
            Grants grants,
            Logins logins,
            StreamAddress addresses,
            ZoneArrivals arrivals,
            CurrentCaller caller,
            Followers followers) {
        this.logins = logins;
        this.followers = followers;
        this.sessions = sessions;
        this.grants = grants;
        this.addresses = addresses;
        this.arrivals = arrivals;
        this.caller = caller;
    }

    /** What to launch, and in which zone, when the user has picked one. */
    public record Launch(
            @Nullable UUID workspaceId,
            @Nullable Screen screen,
            @Nullable String zone) {}

    /** The window in which the desktop will be shown, in pixels. */
    public record Screen(int width, int height) {}

    @POST
    @Traced
    public Response launch(Launch launch, @Context HttpServerRequest request) {
        var workspace = launch.workspaceId();
        if (workspace == null) {
            throw Problem.invalid("workspaceId", "Name the workspace to launch.");
        }
        var session = sessions.launch(
                workspace,
                Optional.ofNullable(launch.screen()).map(screen -> new ScreenSize(screen.width(), screen.height())),
                arrivals.of(request, launch.zone()),
                caller.get());
        return Response.status(Response.Status.CREATED)
                .entity(SessionView.of(session, caller.get()))
                .build();
    }

    @GET
    public List<SessionView> list() {
        return sessions.of(caller.get()).stream()
                .map(session -> SessionView.of(session, caller.get()))
                .toList();
    }

    @GET
    @Path("{id}")
    public SessionView get(@PathParam("id") UUID id) {
        return SessionView.of(sessions.get(id, caller.get()), caller.get());
    }

    /** Each change of the session, until it has ended. */
    @GET
    @Path("{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    public Multi<SessionView> events(@PathParam("id") UUID id) {
        Caller who = caller.get();
        sessions.get(id, who);
        return Multi.createFrom().emitter(emitter -> {
            var follower = Thread.ofVirtual().name("events-" + id).unstarted(() -> {
                try {
                    sessions.follow(id, who, session -> emitter.emit(SessionView.of(session, who)));
                    emitter.complete();
                } catch (RuntimeException gone) {
                    emitter.fail(gone);
                }
            });
            var forget = followers.add(emitter::complete);
            emitter.onTermination(() -> {
                forget.run();
                follower.interrupt();
            });
            follower.start();
        });
    }

    @POST
    @Path("{id}/keepalive")
    public SessionView keepAlive(@PathParam("id") UUID id) {
        return SessionView.of(sessions.keepAlive(id, caller.get()), caller.get());
    }

    /** A one-time grant and where to use it. */
    @POST
    @Path("{id}/connect")
    @Traced
    public StreamAddress.Connect connect(
            @PathParam("id") UUID id, @Context HttpServerRequest request, @Context HttpHeaders headers) {
        var who = caller.get();
        var grant = grants.give(
                id,
                ZoneArrivals.console(request),
                who,
                () -> LoginCookie.read(headers.getCookies()).flatMap(token -> logins.typedPassword(who, token)));
        return addresses.of(sessions.get(id, caller.get()), grant, request);
    }

    /** Freezes the session, memory included. */
    @POST
    @Path("{id}/pause")
    @Traced
    public Response pause(@PathParam("id") UUID id) {
        return change(id, SessionAction.PAUSE);
    }

    /** Stops the session and keeps its disk. */
    @POST
    @Path("{id}/stop")
    @Traced
    public Response stop(@PathParam("id") UUID id) {
        return change(id, SessionAction.STOP);
    }

    @POST
    @Path("{id}/resume")
    @Traced
    public Response resume(@PathParam("id") UUID id) {
        return change(id, SessionAction.RESUME);
    }

    private Response change(UUID id, SessionAction action) {
        return Response.accepted(SessionView.of(sessions.change(id, action, caller.get()), caller.get()))
                .build();
    }

    @DELETE
    @Path("{id}")
    @Traced
    public Response end(@PathParam("id") UUID id) {
        return Response.accepted(SessionView.of(sessions.end(id, caller.get()), caller.get()))
                .build();
    }
}
