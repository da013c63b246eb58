package dev.berth.webapp.api;

import dev.berth.control.server.Server;
import dev.berth.control.server.Servers;
import dev.berth.control.server.Texts;
import dev.berth.control.session.SessionRepository;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;

/** Administration of servers. */
@Path("/api/admin/servers")
@RunOnVirtualThread
@Administrators
public class AdminServerResource {
    private final Servers servers;
    private final Texts texts;
    private final SessionRepository sessions;
    private final CurrentCaller caller;

    AdminServerResource(Servers servers, Texts texts, SessionRepository sessions, CurrentCaller caller) {
        this.servers = servers;
        this.texts = texts;
        this.sessions = sessions;
        this.caller = caller;
    }

    @GET
    public List<ServerView> list() {
        var live = sessions.liveByServer();
        return servers.all().stream()
                .map(server -> ServerView.of(server, texts.parameters(server), live.getOrDefault(server.id, 0L)))
                .toList();
    }

    @POST
    public Response create(ServerBody body) {
        return Response.status(Response.Status.CREATED)
                .entity(view(servers.create(body.form(), caller.get())))
                .build();
    }

    @GET
    @Path("{id}")
    public ServerView get(@PathParam("id") UUID id) {
        return view(servers.get(id));
    }

    @PUT
    @Path("{id}")
    public ServerView change(@PathParam("id") UUID id, ServerBody body) {
        return view(servers.change(id, body.form(), caller.get()));
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") UUID id) {
        servers.delete(id, caller.get());
    }

    private ServerView view(Server server) {
        return ServerView.of(
                server, texts.parameters(server), sessions.liveByServer().getOrDefault(server.id, 0L));
    }
}
